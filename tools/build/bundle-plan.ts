import type { Metafile } from 'esbuild';
import { join } from 'node:path';

/** Packages with native binaries: they stay beside a bundle, never inside it. */
export const NATIVE_PACKAGES: readonly string[] = ['@duckdb/node-api', '@duckdb/node-bindings', 'koffi'];

/** Files of a project that something outside may start or import, by the name that the bundle gets. */
export function entryPointsOf(project: string, exists: (path: string) => boolean): Record<string, string> {
  const files = ['main', 'index'].map((name) => [name, join(project, 'src', `${name}.ts`)] as const);
  return Object.fromEntries(files.filter(([, path]) => exists(path)));
}

/** What some sources look for beside the bundle that they end up in. */
export interface Companions {
  /** Further bundles: name without ending → source. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Folders of the workspace that are copied as they are. */
  readonly folders: readonly string[];
}

const SQL_READER = 'libs/run/src/render-sql.ts';

/** Worker threads by the source that starts them: name beside the bundle → source. */
const WORKERS: Readonly<Record<string, readonly [name: string, source: string]>> = {
  'libs/xgboost/src/xgboost-engine.ts': ['xgboost-worker', 'libs/xgboost/src/worker.ts'],
  'libs/trees/src/train/train.ts': ['trees-train-worker', 'libs/trees/src/train/train-worker.ts'],
  'libs/trees/src/workers/create-pool.ts': ['trees-worker', 'libs/trees/src/workers/worker.ts'],
  'libs/explain/src/tellers.ts': ['teller-worker', 'libs/explain/src/teller-worker.ts'],
  'libs/model/src/linear-answers.ts': ['linear-worker', 'libs/model/src/linear-worker.ts'],
  'libs/generator/src/draw/draw-helpers.ts': ['draw-worker', 'libs/generator/src/draw/draw-worker.ts'],
};

/** What starts worker threads of its own brings them along, and queries are read from `sql/`. */
export function companionsOf({ inputs }: Pick<Metafile, 'inputs'>): Companions {
  const workers = Object.entries(WORKERS).filter(([starter]) => starter in inputs);
  return {
    scripts: Object.fromEntries(workers.map(([, worker]) => worker)),
    folders: SQL_READER in inputs ? ['sql'] : [],
  };
}

/** Native packages that the bundles import, in alphabetical order. */
export function nativePackagesOf({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const external = new Set(imports.filter((item) => item.external).map((item) => item.path));
  return NATIVE_PACKAGES.filter((name) => external.has(name)).sort();
}
