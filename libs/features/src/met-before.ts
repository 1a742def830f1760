import { layoutOf, renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { IN_SAMPLE, quoted, sqlText, type Contract } from '@engage/schema';
import { countWords } from './words.ts';

/** The statement that counts the customers to score who are in-sample in `learnt`, the features of the models' run. */
export function metBeforeStatement(contract: Contract): string {
  return renderSql('features/met-before', {
    id: quoted(contract.idColumn),
    parts: IN_SAMPLE.map(sqlText).join(', '),
  });
}

/**
 * A note about customers whom the models learnt from: of whoever has not changed since, the models know the outcome.
 *
 * @param models the run whose models are used
 */
export async function metBeforeNotes(
  { contract, store }: RunContext,
  engine: QueryEngine,
  models: string,
): Promise<string[]> {
  const { features } = layoutOf(models);
  if (!(await store.exists(features)))
    return [`Run ${models} has no features any more, so nobody knows whom its models learnt from`];
  await engine.attach('learnt', features);
  const [found] = await engine.rows(metBeforeStatement(contract));
  const customers = Number(found?.['customers']);
  if (customers === 0) return [];
  const who = customers === 1 ? '1 customer is' : `${countWords(customers)} customers are`;
  return [
    `${who} among those whom the models learnt from: where nothing about them has changed since, their scores are in-sample`,
  ];
}
