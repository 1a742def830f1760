import {
  InputError,
  outcomeFilesOf,
  QueryError,
  type Figure,
  type RunContext,
  type StageOutcome,
} from '@engage/run';
import { activityFigures } from './activity.ts';
import { checkHeaders } from './check-headers.ts';
import { cutOf } from './cut.ts';
import { makeFeatures, type FeatureSources } from './make-features.ts';
import { makeFeaturesToScore, withoutTargets } from './make-features-to-score.ts';
import { openOutcomes } from './outcome-files.ts';
import { prepareStatements, type PrepareStatements } from './prepare-statements.ts';
import { countReasons, enforceQuarantineLimit, type ReasonCount } from './quarantine-limit.ts';
import { planTable, wantedColumns, type RawPlan } from './raw-plan.ts';
import { stepsOf } from './steps.ts';
import type { PrepareEngine, PrepareOptions } from './types.ts';

const STEPS = 7;

/** The raw table once it is readable. */
interface OpenTable {
  /** Names of the files, for messages. */
  readonly files: string;
  readonly plan: RawPlan;
  /** Rows counted while reading, apart from any SQL. */
  readonly rows: number;
  readonly notes: readonly string[];
  readonly sources: FeatureSources;
}

/**
 * From raw files to features: rows that break the contract go to the quarantine with every reason, repeated ids
 * keep their latest row, the rest becomes the curated table and the features with their parts and targets. A run with the
 * models of another has neither parts nor targets, and its words get the codes that they had there.
 *
 * @throws InputError when a file, its header, too many rows, an outcome or a target cannot be used
 * @throws InterruptedError between two steps, when the person stopped the run
 */
export async function prepare(given: RunContext, options: PrepareOptions): Promise<StageOutcome> {
  const { engine } = options;
  const { models } = given.request.config;
  const run = models === null ? given : { ...given, contract: withoutTargets(given.contract) };
  const step = stepsOf(run, 'Preparing', STEPS);
  step();
  const table = await openTable(run, options, outcomeFilesOf(given.contract));
  const statements = prepareStatements(run.contract, table.plan);
  step();
  const reasons = await quarantine(run, engine, table, statements);
  step();
  const kept = await engine.materialize({
    name: 'curated',
    select: statements.curated,
    key: run.layout.curated,
    orderBy: [run.contract.idColumn],
  });
  const quarantined = reasons.rows;
  if (kept + quarantined !== table.rows)
    throw new Error(
      `Expected ${table.rows} rows to be kept or quarantined, found ${kept} kept and ${quarantined} quarantined`,
    );
  const features = await (models === null
    ? makeFeatures(run, engine, table.sources, step)
    : makeFeaturesToScore(run, engine, models, step));
  step();
  return {
    counts: {
      rowsIn: table.rows,
      rowsKept: kept,
      rowsQuarantined: quarantined,
      reasons: reasons.counts.length,
      ...features.counts,
    },
    artefacts: [run.layout.quarantine, run.layout.curated, run.layout.features, run.layout.encoding],
    figures: await figuresOf(run, engine, kept, quarantined),
    notes: [...table.notes, ...features.notes],
  };
}

/** @param apart names of files that lie beside the table and are none of its own */
async function openTable(
  run: RunContext,
  options: PrepareOptions,
  apart: readonly string[],
): Promise<OpenTable> {
  const { contract } = run;
  const { engine, tableLocation } = options;
  const files = await engine.inspectRaw(tableLocation, contract.dialect);
  const tables = files.filter(({ name }) => !apart.includes(name));
  const { extras, notes } = checkHeaders(tables, contract.columns, contract.dialect);
  const raw = await engine.openRaw('raw', tables, wantedColumns(contract.columns, extras), contract.dialect);
  if (raw.rows === 0)
    throw new InputError(
      `Expected rows below the header in ${tableLocation}, found none; export the table again`,
    );
  const outcomes = await openOutcomes(run, options);
  const cut = await cutOf(
    run,
    engine,
    outcomes.map(({ name }) => name),
  );
  const plan = planTable(contract, raw.columns, cut);
  return {
    files: tables.map(({ name }) => name).join(', '),
    plan,
    rows: raw.rows,
    notes: [...notes, ...raw.notes],
    sources: { outcomes, cut },
  };
}

async function quarantine(
  run: RunContext,
  engine: PrepareEngine,
  table: OpenTable,
  statements: PrepareStatements,
): Promise<{ rows: number; counts: readonly ReasonCount[] }> {
  await readingWhole(table, () => engine.stage('verdicts', statements.verdicts));
  await engine.stage('duplicates', statements.duplicates);
  await engine.stage('suspects', statements.suspects);
  await engine.stage('reasons', statements.reasons);
  await engine.stage('rejected', statements.rejected);
  const quarantined = await engine.materialize({
    name: 'quarantine',
    select: statements.quarantine,
    key: run.layout.quarantine,
    orderBy: ['source_file', 'source_row'],
  });
  const counts = await countReasons(engine, statements.reasonCounts);
  await enforceQuarantineLimit(run, engine, table.plan, { rows: table.rows, quarantined }, counts);
  return { rows: quarantined, counts };
}

/** Parquet whose frame is whole may still be damaged inside, which shows when its columns are first read. */
async function readingWhole(table: OpenTable, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof QueryError) || /^(?:Binder|Catalog|Parser|Conversion|Out of)/.test(error.message))
      throw error;
    const words = error.message.split('\n')[0];
    throw new InputError(
      `Expected ${table.files} to be readable, found damaged data (${words}); copy or export it again`,
      { cause: error },
    );
  }
}

async function figuresOf(
  run: RunContext,
  engine: PrepareEngine,
  kept: number,
  quarantined: number,
): Promise<Figure[]> {
  const source = (key: string): string => key.slice(run.layout.root.length);
  return [
    { name: 'rows.kept', value: kept, status: 'exact', unit: 'rows', source: source(run.layout.curated) },
    {
      name: 'rows.quarantined',
      value: quarantined,
      status: 'exact',
      unit: 'rows',
      source: source(run.layout.quarantine),
    },
    ...(await activityFigures(run.contract, engine, source(run.layout.curated))),
  ];
}
