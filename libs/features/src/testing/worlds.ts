import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, silentProgress } from '@engage/observability';
import { layoutOf, type ObjectStore, type RunConfig, type RunContext, type StageOutcome } from '@engage/run';
import type { Contract } from '@engage/schema';
import { prepare } from '../prepare.ts';
import type { PrepareEngine } from '../types.ts';

/** What tests take from `@engage/adapters`. */
export interface Adapters {
  createFolderStore(root: string): ObjectStore;
  createDuckDbEngine(
    store: ObjectStore,
    options: { threads: number; memoryLimitMb: number; tempDirectory: string },
  ): Promise<PrepareEngine>;
}

/** A run in a folder of its own, with a real engine, and raw files beside it. */
export interface World {
  readonly run: RunContext;
  readonly store: ObjectStore;
  readonly engine: PrepareEngine;
  /** Path of a raw file or of the folder that holds them all. */
  raw(name?: string): string;
  /** Writes a raw file. */
  give(name: string, body: string | Uint8Array): Promise<void>;
  /** Runs Prepare on a raw file, or on the whole folder. */
  prepare(name?: string): Promise<StageOutcome>;
  /** A file of the run as JSON. */
  json(key: string): Promise<unknown>;
}

const RUN_ID = '0123456789abcdef';
const CONFIG: RunConfig = {
  seed: 7,
  engine: 'xgboost',
  explain: 'all',
  folds: null,
  asOf: null,
  models: null,
};

/** Opens runs for tests, and closes and removes them all at the end. */
export function worldsOf(adapters: Adapters): {
  open(contract: Contract, config?: Partial<RunConfig>, threads?: number): Promise<World>;
  close(): Promise<void>;
} {
  const opened: { folder: string; engine: PrepareEngine }[] = [];
  return {
    async open(contract, config = {}, threads = 2) {
      const folder = await mkdtemp(join(tmpdir(), 'features-'));
      const store = adapters.createFolderStore(join(folder, 'data'));
      const tempDirectory = join(folder, 'tmp');
      const engine = await adapters.createDuckDbEngine(store, { threads, memoryLimitMb: 500, tempDirectory });
      opened.push({ folder, engine });
      const run = runOf(contract, store, { ...CONFIG, ...config }, threads);
      const raw = (name = ''): string => join(folder, 'raw', name);
      return {
        run,
        store,
        engine,
        raw,
        async give(name, body) {
          await mkdir(raw(), { recursive: true });
          await writeFile(raw(name), body);
        },
        prepare: (name) => prepare(run, { engine, tableLocation: raw(name), outcomesFolder: raw() }),
        json: async (key) => JSON.parse(new TextDecoder().decode(await store.read(key))) as unknown,
      };
    },
    async close() {
      for (const { folder, engine } of opened.splice(0)) {
        await engine.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function runOf(contract: Contract, store: ObjectStore, config: RunConfig, threads: number): RunContext {
  return {
    runId: RUN_ID,
    contract,
    layout: layoutOf(RUN_ID),
    store,
    threads,
    log: silentLogger,
    progress: silentProgress,
    signal: new AbortController().signal,
    request: {
      runId: RUN_ID,
      inputs: [],
      config,
      versions: { application: '0', sources: '0', engine: '0', duckdb: '1.5.5' },
      contract: { name: 'test.odcs.yaml', text: contract.source },
    },
  };
}
