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

const XGBOOST_ENGINE = 'libs/xgboost/src/xgboost-engine.ts';
const SQL_READER = 'libs/run/src/render-sql.ts';

/** The engine starts a worker of its own, and queries are read from `sql/`. */
export function companionsOf({ inputs }: Pick<Metafile, 'inputs'>): Companions {
  return {
    scripts: XGBOOST_ENGINE in inputs ? { 'xgboost-worker': 'libs/xgboost/src/worker.ts' } : {},
    folders: SQL_READER in inputs ? ['sql'] : [],
  };
}

/** Native packages that the bundles import, in alphabetical order. */
export function nativePackagesOf({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const external = new Set(imports.filter((item) => item.external).map((item) => item.path));
  return NATIVE_PACKAGES.filter((name) => external.has(name)).sort();
}
