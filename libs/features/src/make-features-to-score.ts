import { canonicalJson, InputError, layoutOf, readAsLeft, readMarker, type RunContext } from '@engage/run';
import { SCORED, sqlText, type Contract } from '@engage/schema';
import { momentWords } from './cut.ts';
import { featureColumns, type Encoding } from './encoding.ts';
import { featuresStatement, targetStatement } from './feature-statements.ts';
import type { FeaturesMade } from './make-features.ts';
import type { PrepareEngine } from './types.ts';
import { metBeforeNotes } from './met-before.ts';
import { snapshotsStatement } from './snapshots.ts';
import { unknownWordNotes } from './unknown-words.ts';

/** SQL of every customer's part. */
const PART = sqlText(SCORED);

/** Whatever a column holds that nobody looks at, no customer is turned away for it. */
const UNBOUND = {
  required: false,
  minimum: null,
  maximum: null,
  values: null,
  pattern: null,
  maxLength: null,
} as const;

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
    columns: contract.columns.map((column) => (idle.has(column.name) ? { ...column, ...UNBOUND } : column)),
    // What nobody knows yet would be told as what nobody has.
    activity: contract.activity.filter(
      ({ expression }) => ![...idle].some((name) => names(expression, name)),
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
    ...(await uncutNotes(run, engine)),
  ];
  return { counts: { rowsScored: rows }, notes };
}

/** Where nobody said when the data were cut, no snapshot is too late: a mistyped one shows in the latest. */
async function uncutNotes({ contract, request }: RunContext, engine: PrepareEngine): Promise<string[]> {
  const { asOfColumn } = contract;
  if (asOfColumn === null || request.config.asOf !== null) return [];
  const [latest] = await engine.rows(snapshotsStatement(asOfColumn));
  if (latest === undefined) return [];
  return [
    `Nobody said when the data were cut, so that no ${asOfColumn} was too late: the latest is ${momentWords(String(latest['snapshot']))} (--as-of sets later ones aside)`,
  ];
}

async function encodingOf(run: RunContext, models: string): Promise<Encoding> {
  const theirs = { ...run, runId: models, layout: layoutOf(models) };
  const marker = await readMarker(theirs, 'Prepare');
  const words = marker?.artefacts.find(({ key }) => theirs.layout.root + key === theirs.layout.encoding);
  if (words === undefined)
    throw new InputError(
      `Expected the words of run ${models}, whose models are to be used, found no marker of them at ${run.store.location(theirs.layout.stage('Prepare'))}; give the command that began that run again, which mends it`,
    );
  return JSON.parse(new TextDecoder().decode(await readAsLeft(theirs, words))) as Encoding;
}
