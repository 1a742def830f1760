import { join } from 'node:path';

/** Packages with native binaries: they stay beside a bundle, never inside it. */
export const NATIVE_PACKAGES: readonly string[] = ['@duckdb/node-api', '@duckdb/node-bindings', 'koffi'];

/** Files of a project that something outside may start or import. */
export function entryPointsOf(project: string, exists: (path: string) => boolean): string[] {
  return ['src/main.ts', 'src/index.ts', 'src/worker.ts'].map((file) => join(project, file)).filter(exists);
}
