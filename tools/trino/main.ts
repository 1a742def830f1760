/**
 * `npm run test:trino`: does every case in DuckDB, then the same statements in a real Trino: each must be valid
 * there, and give the same rows. Ends with "N passed, N failed".
 *
 * The server comes from `../shared/trino/trino.sh` (or the folder given as the first argument), is kept in
 * `.cache/trino` (or the folder given as the second), and is stopped at the end. A third argument runs only the
 * cases whose name begins with it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allCases, type Case } from './cases.ts';
import { queryTrino } from './client.ts';
import type { Recorded } from './recorder.ts';
import { rowDifference } from './same-rows.ts';

const ROOT = join(import.meta.dirname, '../..');
const URL = 'http://127.0.0.1:18476';
const [scripts, home] = [
  process.argv[2] ?? join(ROOT, '../shared/trino'),
  process.argv[3] ?? join(ROOT, '.cache/trino'),
].map((path) => resolve(path)) as [string, string];
const only = process.argv[4] ?? '';

let passed = 0;
const failures: string[] = [];

if (!existsSync(join(scripts, 'trino.sh'))) {
  console.error(
    `Expected ${join(scripts, 'trino.sh')}, found none; give the folder that holds it: npm run test:trino -- FOLDER`,
  );
  process.exit(1);
}
// The script's own helper does nothing when it is called through a symbolic link.
const script = join(realpathSync(scripts), 'trino.sh');
mkdirSync(home, { recursive: true });
const trino = (command: string): void => {
  execFileSync('bash', [script, command, home], { stdio: ['ignore', 'inherit', 'inherit'] });
};
trino('build');
rmSync(join(home, 'wh/meta'), { recursive: true, force: true });
mkdirSync(join(home, 'wh/meta'), { recursive: true });
trino('start');
try {
  await queryTrino(URL, 'create schema hive.inputs');
  for (const item of allCases()) if (item.name.startsWith(only)) await check(item);
} finally {
  trino('stop');
}
for (const failure of failures) console.error(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function check(item: Case): Promise<void> {
  const folder = join(home, 'wh/ext', item.name);
  rmSync(folder, { recursive: true, force: true });
  const created: string[] = [];
  const before = { passed, failed: failures.length };
  const records = await item.run(folder).catch((error: unknown) => {
    failures.push(`${item.name}: ${String(error)}`);
    return [];
  });
  for (const record of records) {
    const failure = await compare(item, record, created).catch((error: unknown) => String(error));
    if (failure === null) passed += 1;
    else failures.push(`${item.name}, ${record.kind} ${record.name}: ${failure}`);
  }
  for (const table of created) await queryTrino(URL, `drop table if exists ${table}`);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${item.name}: ${passed - before.passed} passed, ${failures.length - before.failed} failed`);
}

/** What differs between the engines in one statement, or null. */
async function compare(item: Case, record: Recorded, created: string[]): Promise<string | null> {
  if (record.kind === 'input') {
    const source = `hive.inputs."${item.name}-${created.length}-${record.name}"`;
    const columns = record.types.map(({ name, type }) => `"${name}" ${type}`).join(', ');
    const location = `local:///ext/${item.name}/${record.key.replace(/\/$/, '')}`;
    await queryTrino(
      URL,
      `create table ${source} (${columns}) with (external_location = '${location}', format = 'PARQUET')`,
    );
    created.push(source, record.name);
    await queryTrino(URL, `drop table if exists ${record.name}`);
    await queryTrino(URL, `create table ${record.name} as select * from ${source}`);
    return null;
  }
  await queryTrino(URL, `explain (type validate) ${record.select}`);
  if (record.kind === 'rows')
    return rowDifference(
      record.rows,
      await queryTrino(URL, record.select),
      /\border by\b(?![^(]*\))[^()]*$/i.test(record.select),
    );
  if (!created.includes(record.name)) created.push(record.name);
  await queryTrino(URL, `drop table if exists ${record.name}`);
  await queryTrino(URL, `create table ${record.name} as ${record.select}`);
  const columns = record.columns.map((name) => `"${name}"`).join(', ');
  return rowDifference(record.rows, await queryTrino(URL, `select ${columns} from ${record.name}`), false);
}
