import { canonicalJson, InputError, layoutOf, readJson, type RunContext } from '@engage/run';
import { SCORED, sqlText, type Contract } from '@engage/schema';
import { featureColumns, type Encoding } from './encoding.ts';
import { featuresStatement, targetStatement } from './feature-statements.ts';
import type { FeaturesMade } from './make-features.ts';
import type { PrepareEngine } from './types.ts';
import { metBeforeNotes } from './met-before.ts';
import { unknownWordNotes } from './unknown-words.ts';

/** SQL of every customer's part. */
const PART = sqlText(SCORED);

/**
 * A contract for customers of whom nothing is known yet that models predict: no outcomes, targets that are null, no facts about
 * targets, and columns for targets and today's rules alone may be absent.
 */
export function withoutTargets(contract: Contract): Contract {
  const used = new Set(featureColumns(contract).map(({ name }) => name));
  const targets = contract.columns.filter(({ roles, name }) => roles.includes('target') && !used.has(name));
  const idle = new Set([
    ...targets.map(({ name }) => name),
    ...contract.models.flatMap(({ incumbent }) =>
      incumbent === null || used.has(incumbent) ? [] : [incumbent],
    ),
  ]);
  return {
    ...contract,
    columns: contract.columns.map((column) =>
      idle.has(column.name) ? { ...column, required: false } : column,
    ),
    // A target that nobody knows yet would be told as one that nobody has.
    activity: contract.activity.filter(
      ({ expression }) => !targets.some(({ name }) => names(expression, name)),
    ),
    models: contract.models.map((model) => ({
      ...model,
      target: 'cast(null as double)',
      outcome: null,
      horizonDays: null,
    })),
  };
}

/** Whether an expression names a column, were it in a text. */
function names(expression: string, column: string): boolean {
  return expression
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .includes(column.toLowerCase());
}

/**
 * Writes `features/features.parquet` from the curated rows as the models of another run know features, with a copy of
 * that run's `features/encoding.json`.
 *
 * @param models the run whose models are used
 * @throws InputError when that run has no encoding
 */
export async function makeFeaturesToScore(
  run: RunContext,
  engine: PrepareEngine,
  models: string,
  step: () => void,
): Promise<FeaturesMade> {
  const { contract, layout, request, store } = run;
  step();
  const encoding = await encodingOf(run, models);
  for (const [i, model] of contract.models.entries())
    await engine.stage(`target_${i}`, targetStatement(contract, model, i, null));
  step();
  const rows = await engine.materialize({
    name: 'features',
    select: featuresStatement(contract, { part: PART, encoding, seed: request.config.seed, folds: null }),
    key: layout.features,
    orderBy: [contract.idColumn],
  });
  await store.write(layout.encoding, canonicalJson(encoding, true));
  step();
  const notes = [
    ...(await unknownWordNotes(contract, engine, encoding)),
    ...(await metBeforeNotes(run, engine, models)),
  ];
  return { counts: { rowsScored: rows }, notes };
}

async function encodingOf({ store }: RunContext, models: string): Promise<Encoding> {
  const { encoding, root } = layoutOf(models);
  const advice = `give the command that began run ${models} again, which mends it`;
  if (!(await store.exists(encoding)))
    throw new InputError(
      `Expected the words of run ${models}, whose models are to be used, at ${store.location(encoding)}, found none; "npx engage runs" lists the runs below ${store.location(root.replace(/[^/]+\/$/, ''))}`,
    );
  return (await readJson(store, encoding, advice)) as Encoding;
}
