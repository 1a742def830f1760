import { doubleLiteral, renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { quoted, SCORED, sqlText, targetBounds, type Contract, type Model } from '@engage/schema';
import { ConsistencyError } from './consistency-error.ts';

/** What a customer's split can be in a run with models of its own. */
const SPLITS: readonly string[] = ['train', 'calibrate', 'holdout'];

/**
 * Checks the attached ensemble against the attached features: every customer once, in a segment, in a part of
 * the split (or only scored, where the models are another run's), with finite predictions within what bounds each
 * model's target.
 *
 * @returns how many checks held
 * @throws ConsistencyError naming the check that did not
 */
export async function checkEnsemble(
  { contract, request }: Pick<RunContext, 'contract' | 'request'>,
  engine: QueryEngine,
): Promise<number> {
  const splits = request.config.models === null ? SPLITS : [SCORED];
  const [row] = await engine.rows(checksSelect(contract, splits));
  const count = (name: string): number => Number(row?.[name]);
  const checks: [name: string, expected: number, found: number][] = [
    ['one row a customer', count('customers'), count('rows_found')],
    ['ids are unique', count('rows_found'), count('ids_found')],
    ['customers without a segment', 0, count('without_segment')],
    [`customers outside ${splits.join(', ')}`, 0, count('outside_split')],
    ...contract.models.map((model, index): [string, number, number] => [
      `predictions of ${model.name} that are missing or out of range`,
      0,
      count(`out_of_range_${index}`),
    ]),
  ];
  for (const [name, expected, found] of checks)
    if (expected !== found) throw new ConsistencyError(name, expected, found, 'predictions/ensemble.parquet');
  return checks.length;
}

/** The SELECT that counts what must hold. */
export function checksSelect(contract: Contract, splits: readonly string[] = SPLITS): string {
  const counts = contract.models.map(
    (model, index) =>
      `cast(count_if(not coalesce(${inRangeSql(contract, model)}, false)) as bigint) as out_of_range_${index}`,
  );
  return renderSql('qa/checks', {
    id: quoted(contract.idColumn),
    splits: splits.map(sqlText).join(', '),
    counts: counts.join(',\n  '),
  });
}

/** A prediction is finite and within what bounds its target. */
function inRangeSql(contract: Contract, model: Model): string {
  const column = quoted(model.predictionColumn);
  const { low, high } = targetBounds(contract, model);
  return [
    `is_finite(${column})`,
    ...(low > -Infinity ? [`${column} >= ${doubleLiteral(low)}`] : []),
    ...(high < Infinity ? [`${column} <= ${doubleLiteral(high)}`] : []),
  ].join(' and ');
}
