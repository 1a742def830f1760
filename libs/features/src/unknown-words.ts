import { renderSql, type QueryEngine } from '@engage/run';
import { quoted, type Column, type Contract } from '@engage/schema';
import { featureColumns, OTHER_WORD, type Encoding } from './encoding.ts';
import { countWords } from './words.ts';

/** The columns whose words the models of another run may never have met: those without a word for the rest. */
export function wordColumns(contract: Contract, encoding: Encoding): Column[] {
  return featureColumns(contract).filter(
    ({ name, type }) => type === 'string' && encoding[name]?.at(-1) !== OTHER_WORD,
  );
}

/** The statement that counts, a column, the customers with a word that got no code. */
export function unknownWordsStatement(contract: Contract, columns: readonly Column[]): string {
  const counts = columns.map(
    ({ name }, i) =>
      `cast(count_if(curated.${quoted(name)} is not null and features.${quoted(name)} is null) as bigint) as count_${i}`,
  );
  return renderSql('features/unknown-words', { id: quoted(contract.idColumn), counts: counts.join(',\n  ') });
}

/** Notes about words that the models never met: they are taken for missing values. */
export async function unknownWordNotes(
  contract: Contract,
  engine: QueryEngine,
  encoding: Encoding,
): Promise<string[]> {
  const columns = wordColumns(contract, encoding);
  if (columns.length === 0) return [];
  const [found] = await engine.rows(unknownWordsStatement(contract, columns));
  return columns.flatMap(({ name }, i) => {
    const customers = Number(found?.[`count_${i}`]);
    if (customers === 0) return [];
    const who = customers === 1 ? '1 customer has' : `${countWords(customers)} customers have`;
    return [`${who} a word in ${name} that the models never met, taken for a missing value`];
  });
}
