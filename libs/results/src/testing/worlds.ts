import type { ObjectStore, QueryEngine, RunContext, TableWriter } from '@engage/run';
import type { Contract } from '@engage/schema';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePredictedRun, type Different, type TinyValues } from './predicted-run.ts';

/** What tests take from `@engage/adapters`. */
export interface Adapters {
  createFolderStore(root: string): ObjectStore;
  createTableWriter(store: ObjectStore): TableWriter;
  createDuckDbEngine(
    store: ObjectStore,
    options: { threads: number; memoryLimitMb: number; tempDirectory: string },
  ): Promise<QueryEngine>;
}

/** A run in a folder of its own, with a real engine. */
export interface World {
  readonly run: RunContext;
  readonly store: ObjectStore;
  readonly engine: QueryEngine;
}

/** Opens runs for tests, and closes and removes them all at the end. */
export function worldsOf(adapters: Adapters): {
  open(
    contract: Contract,
    rows: readonly TinyValues[],
    different?: Different,
    threads?: number,
  ): Promise<World>;
  close(): Promise<void>;
} {
  const opened: { folder: string; engine: QueryEngine }[] = [];
  return {
    async open(contract, rows, different = {}, threads = 2) {
      const folder = await mkdtemp(join(tmpdir(), 'results-'));
      const store = adapters.createFolderStore(folder);
      const run = await writePredictedRun(
        store,
        adapters.createTableWriter(store),
        contract,
        rows,
        different,
      );
      const tempDirectory = join(folder, 'tmp');
      const engine = await adapters.createDuckDbEngine(store, { threads, memoryLimitMb: 500, tempDirectory });
      opened.push({ folder, engine });
      return { run, store, engine };
    },
    async close() {
      for (const { folder, engine } of opened) {
        await engine.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
