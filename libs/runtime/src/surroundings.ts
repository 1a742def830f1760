import { rm } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import {
  createDuckDbEngine,
  createFolderStore,
  createTableReader,
  createTableWriter,
  rememberingReader,
} from '@engage/adapters';
import type { Engine } from '@engage/engine';
import { createLogger, silentProgress } from '@engage/observability';
import type { RunConfig, Surroundings, TableReader, TableWriter } from '@engage/run';
import { environmentOf, type Variables } from './environment.ts';
import { startEngine } from './tree-engines.ts';

/** The query engine, which also reads raw files. */
export type Queries = Awaited<ReturnType<typeof createDuckDbEngine>>;

/** All that a stage may use and that does not belong to a run's identity. */
export interface AppSurroundings extends Surroundings {
  readonly reader: TableReader;
  readonly writer: TableWriter;
  /** Lends a new query engine to a piece of work, and closes it afterwards. */
  withQueries<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** The tree engine that a run names, started when first asked for and closed with the surroundings. */
  trees(engine: RunConfig['engine']): Promise<Engine>;
  /** Ends what was started; a second call does nothing. */
  close(): Promise<void>;
}

/** Root of the installation: the folder that holds `apps`, `libs`, `sql` and `contracts`. */
export const INSTALLATION = resolve(import.meta.dirname, '..', '..', '..');

/**
 * Store, query engine, tree engine, log and threads, as the environment says.
 *
 * @param variables usually `process.env`
 * @param given what the caller brings itself: a shell its progress bar and its signal, for example
 * @throws InputError when a variable does not fit
 * @example const surroundings = surroundingsFrom(process.env); … await surroundings.close();
 */
export function surroundingsFrom(variables: Variables, given: Partial<Surroundings> = {}): AppSurroundings {
  const environment = environmentOf(variables);
  const threads = given.threads ?? environment.ENGAGE_THREADS ?? availableParallelism();
  const memoryLimitMb = environment.ENGAGE_MEMORY_MB ?? halfOfMemoryMb();
  const store = given.store ?? createFolderStore(environment.ENGAGE_HOME);
  const spill = join(tmpdir(), `engage-${process.pid}`);
  let lent = 0;
  const started = new Map<RunConfig['engine'], Promise<Engine>>();
  return {
    store,
    threads,
    log: given.log ?? createLogger(environment.ENGAGE_LOG_LEVEL),
    progress: given.progress ?? silentProgress,
    signal: given.signal ?? new AbortController().signal,
    reader: rememberingReader(createTableReader(store, { threads }), store),
    writer: createTableWriter(store, { threads }),
    async withQueries(work) {
      lent += 1;
      const tempDirectory = join(spill, String(lent));
      const queries = await createDuckDbEngine(store, { threads, memoryLimitMb, tempDirectory });
      try {
        return await work(queries);
      } finally {
        await queries.close();
      }
    },
    trees(name) {
      const engine = started.get(name) ?? startEngine(name, environment, INSTALLATION);
      started.set(name, engine);
      return engine;
    },
    async close() {
      const engines = [...started.values()];
      started.clear();
      // One that did not start has nothing to close.
      for (const engine of await Promise.allSettled(engines))
        if (engine.status === 'fulfilled') await engine.value.close();
      await rm(spill, { recursive: true, force: true });
    },
  };
}

/** Half of what this process may have: the other half is for the trees and the rows they learn from. */
function halfOfMemoryMb(): number {
  const allowed = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  return Math.max(256, Math.floor(allowed / 2 ** 20 / 2));
}
