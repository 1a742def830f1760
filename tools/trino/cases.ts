import { createDuckDbEngine, createFolderStore, createTableWriter } from '@engage/adapters';
import { prepare, profile, type PrepareEngine } from '@engage/features';
import { generate, parsePlants } from '@engage/generator';
import { silentLogger, silentProgress } from '@engage/observability';
import { report } from '@engage/reporting';
import { ensemble, qa, results } from '@engage/results';
import { layoutOf, runStage, type ObjectStore, type RunConfig, type RunContext } from '@engage/run';
import { quoted, type Contract } from '@engage/schema';
import { csvOf, tinyContract, tinyContractText, tinyRows } from '@engage/testing';
import { fixtureRun } from '../../libs/reporting/src/testing/fixture-run.ts';
import { writePredictedRun } from '../../libs/results/src/testing/predicted-run.ts';
import { allContracts } from '../sql/contracts.ts';
import { fixtureRows } from './fixture-rows.ts';
import { recordingEngine, type Recorded } from './recorder.ts';

/** One piece of work that is done in DuckDB, statement by statement remembered. */
export interface Case {
  readonly name: string;
  /** Does it in a folder of its own, below which the inputs stay for the other engine. */
  run(folder: string): Promise<readonly Recorded[]>;
}

const AS_OF = '2026-03-01T00:00:00Z';
/** Whose table the generator makes; any other contract gets rows by its columns' limits. */
const GENERATED = 'engage-customers';

/** Prepare and Profile of every contract from dirty text, from typed Parquet and with folds; Prepare to score; then
 * the results and the report. */
export function allCases(): Case[] {
  const tinyByHash = tinyContract({
    properties: { split: { by: 'hash', tune: 0.1, calibrate: 0.1, holdout: 0.2 } },
  });
  const contracts = [...allContracts(), ['tiny', tinyContract()], ['tiny-by-hash', tinyByHash]] as const;
  return [
    ...contracts.flatMap(([file, contract]) =>
      prepareCases(file.replace(/\.odcs\.yaml$/, '').replaceAll('/', '-'), contract),
    ),
    { name: 'tiny-results', run: (folder) => resultsOf(folder, tinyContract()) },
    { name: 'tiny-report', run: (folder) => reportOf(folder) },
  ];
}

function prepareCases(name: string, strict: Contract): Case[] {
  const contract: Contract = { ...strict, maxQuarantineShare: 1 };
  return [
    { name: `${name}-text`, run: (folder) => prepared(folder, contract, 'text', null) },
    { name: `${name}-typed`, run: (folder) => prepared(folder, contract, 'typed', null) },
    { name: `${name}-folds`, run: (folder) => prepared(folder, contract, 'text', 5) },
    { name: `${name}-to-score`, run: (folder) => preparedToScore(folder, contract) },
  ];
}

async function prepared(
  folder: string,
  contract: Contract,
  source: 'text' | 'typed',
  folds: number | null,
): Promise<readonly Recorded[]> {
  const store = createFolderStore(folder);
  const plain = await openEngine(store, folder);
  try {
    let table = await writeTable(store, contract);
    const outcomesFolder = store.location('raw/');
    // Typed tables leave the cut to the latest outcome, so that its statement meets both engines too.
    const run = runOf(contract, store, folds, source === 'typed' ? null : AS_OF);
    if (source === 'typed') {
      await prepare(run, { engine: plain, tableLocation: store.location(table), outcomesFolder });
      table = 'raw/typed.parquet';
      await plain.materialize({
        name: 'typed',
        select: damaged(contract),
        key: table,
        orderBy: [contract.idColumn],
      });
    }
    const { engine, records } = recordingEngine(plain);
    await prepare(run, { engine, tableLocation: store.location(table), outcomesFolder });
    await profile(run, { engine });
    return records;
  } finally {
    await plain.close();
  }
}

/** The customers of a run as its models would score them again: all of them met before. */
async function preparedToScore(folder: string, contract: Contract): Promise<readonly Recorded[]> {
  const store = createFolderStore(folder);
  const plain = await openEngine(store, folder);
  try {
    const sources = {
      tableLocation: store.location(await writeTable(store, contract)),
      outcomesFolder: store.location('raw/'),
    };
    const trained = runOf(contract, store, null, AS_OF);
    await runStage(trained, 'Prepare', () => prepare(trained, { engine: plain, ...sources }));
    const { engine, records } = recordingEngine(plain);
    await prepare(toScore(trained), { engine, ...sources });
    return records;
  } finally {
    await plain.close();
  }
}

/** A run with the models of another. */
function toScore(trained: RunContext): RunContext {
  const runId = 'fedcba9876543210';
  const config = { ...trained.request.config, models: trained.runId };
  return { ...trained, runId, layout: layoutOf(runId), request: { ...trained.request, runId, config } };
}

/** The table as raw text, and the outcomes beside it where the contract has any. */
async function writeTable(store: ObjectStore, contract: Contract): Promise<string> {
  if (contract.id === GENERATED) {
    const writer = createTableWriter(store);
    const plants = parsePlants('dirty=0.3');
    const report = await generate({
      customers: 400,
      seed: 7,
      asOf: AS_OF.slice(0, 10),
      plants,
      writer,
      store,
    });
    return report.tableKey;
  }
  const columns = contract.columns.map(({ name }) => name);
  const { delimiter } = contract.dialect;
  await store.write('raw/table.csv', csvOf(fixtureRows(contract), { columns, delimiter }) + 'too short\n');
  return 'raw/table.csv';
}

/** Typed rows of which some numbers are none, infinite, broken or far outside. */
function damaged(contract: Contract): string {
  const place = `row_number() over (order by ${quoted(contract.idColumn)})`;
  const columns = contract.columns.map(({ name, type }, j) => {
    const column = quoted(name);
    if (name === contract.idColumn || (type !== 'number' && type !== 'integer')) return column;
    const wrong = ['NaN', '-Infinity', '0.5', '-1e12'].map(
      (text, k) => `when (place + ${j}) % 211 = ${k} then cast('${text}' as double)`,
    );
    return `case ${wrong.join(' ')} else cast(${column} as double) end as ${column}`;
  });
  return `select ${columns.join(', ')} from (select *, ${place} as place from curated) as numbered`;
}

async function resultsOf(folder: string, contract: Contract): Promise<readonly Recorded[]> {
  const store = createFolderStore(folder);
  const plain = await openEngine(store, folder);
  try {
    const run = await writePredictedRun(store, createTableWriter(store), contract, tinyRows(300));
    const { engine, records } = recordingEngine(plain);
    await ensemble(run, { engine });
    await qa(run, { engine });
    await results(run, { engine });
    return records;
  } finally {
    await plain.close();
  }
}

async function reportOf(folder: string): Promise<readonly Recorded[]> {
  const store = createFolderStore(folder);
  const plain = await openEngine(store, folder);
  try {
    const options = { contractText: tinyContractText(), rows: tinyRows(300) };
    const run = await fixtureRun(store, createTableWriter(store), options);
    const { engine, records } = recordingEngine(plain);
    await report(run, { engine });
    return records;
  } finally {
    await plain.close();
  }
}

function openEngine(store: ObjectStore, folder: string): Promise<PrepareEngine> {
  return createDuckDbEngine(store, { threads: 2, memoryLimitMb: 1000, tempDirectory: `${folder}/tmp` });
}

function runOf(
  contract: Contract,
  store: ObjectStore,
  folds: number | null,
  asOf: string | null,
): RunContext {
  const runId = '0123456789abcdef';
  const config: RunConfig = { seed: 7, engine: 'xgboost', explain: 'all', folds, asOf, models: null };
  return {
    runId,
    contract,
    store,
    layout: layoutOf(runId),
    log: silentLogger,
    progress: silentProgress,
    threads: 2,
    signal: new AbortController().signal,
    request: {
      runId,
      inputs: [],
      config,
      versions: { application: '0', sources: '0', engine: '0', duckdb: '1.5.5' },
      contract: { name: 'contract', text: contract.source },
    },
  };
}
