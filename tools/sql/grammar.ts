import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** Where a statement is no Trino SQL. */
export interface GrammarError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface TrinoParser {
  validate(sql: string): readonly { startLine: number; startColumn: number; message: string }[];
}

/**
 * A parser of Trino's grammar (dt-sql-parser). The package cannot be imported by Node as it is, so that it is
 * bundled once into the cache folder.
 *
 * @example openTrinoGrammar()('select 1::int')[0].message
 */
export function openTrinoGrammar(): (sql: string) => GrammarError[] {
  const require = createRequire(join(ROOT, 'package.json'));
  const { TrinoSQL } = require(bundle()) as { TrinoSQL: new () => TrinoParser };
  const parser = new TrinoSQL();
  return (sql) =>
    parser.validate(sql).map(({ startLine, startColumn, message }) => ({
      line: startLine,
      column: startColumn,
      message,
    }));
}

function bundle(): string {
  const manifest = join(ROOT, 'node_modules/dt-sql-parser/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const target = join(ROOT, `.cache/trino-grammar/${version}.cjs`);
  if (existsSync(target)) return target;
  mkdirSync(join(ROOT, '.cache/trino-grammar'), { recursive: true });
  const part = `${target}.${process.pid}.tmp`;
  buildSync({
    stdin: { contents: `export { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';`, resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: part,
  });
  renameSync(part, target);
  return target;
}
