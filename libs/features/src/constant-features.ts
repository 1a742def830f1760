import { renderSql, type QueryEngine } from '@engage/run';
import { quoted, type Contract } from '@engage/schema';
import { featureColumns } from './encoding.ts';

const NAMES_LISTED = 10;

/** The statement that gives the range of every feature among the rows to learn from. */
export function constantsStatement(contract: Contract, parts: readonly string[]): string {
  const ranges = featureColumns(contract).map(
    ({ name }, i) =>
      `count(${quoted(name)}) as count_${i}, min(${quoted(name)}) as low_${i}, max(${quoted(name)}) as high_${i}`,
  );
  return renderSql('features/constants', {
    ranges: ranges.length === 0 ? 'count(*) as count_all' : ranges.join(',\n  '),
    parts: parts.map((part) => `'${part}'`).join(', '),
  });
}

/** Notes about features that tell a model nothing: always missing, or always the same. */
export async function constantNotes(
  contract: Contract,
  engine: QueryEngine,
  parts: readonly string[],
): Promise<string[]> {
  const [row] = await engine.rows(constantsStatement(contract, parts));
  const names = featureColumns(contract).map(({ name }, i) => ({
    name,
    count: Number(row?.[`count_${i}`]),
    isConstant: row?.[`low_${i}`] === row?.[`high_${i}`],
  }));
  const missing = names.filter(({ count }) => count === 0).map(({ name }) => name);
  const constant = names.filter(({ count, isConstant }) => count > 0 && isConstant).map(({ name }) => name);
  return [
    ...(missing.length > 0 ? [`No value at all to learn from in ${listed(missing)}`] : []),
    ...(constant.length > 0 ? [`One value alone to learn from in ${listed(constant)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMES_LISTED;
  return `${names.slice(0, NAMES_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
