/**
 * `npm start` and `npm test` run this first, on whatever Node there is (20 or newer) and without node_modules: it
 * installs the packages when they are missing and, with `--xgboost`, XGBoost's shared library, which the tests take
 * for their oracle and `--engine xgboost` asks for. It does nothing when all is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const NODE_FOR_TYPESCRIPT = 24;
const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const nativeFolder = join(root, '.native');

main();

function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    fail(
      `Expected Node ${OLDEST_NODE} or newer, found ${process.version}; install it from https://nodejs.org`,
    );
  if (!hasPackages()) installPackages();
  if (process.argv.includes('--xgboost') && !hasLibrary()) installLibrary(major);
}

/** Whether node_modules is what the lock file says, judged by when each was written. */
function hasPackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

function installPackages() {
  console.log('Installing packages (npm ci, about half a minute) …');
  const begin = Date.now();
  // Without node_modules/.bin in the way: npm is about to remove the Node that lies there.
  const path = (process.env.PATH || '')
    .split(delimiter)
    .filter((folder) => resolve(folder) !== join(root, 'node_modules', '.bin'));
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error)
    fail(`Expected npm beside Node, found none that runs (${result.error.message}); install npm`);
  if (result.status !== 0) {
    process.stderr.write(result.stdout + result.stderr);
    fail('Installing packages failed: see the lines of npm above; try "npm ci" by hand');
  }
  const now = new Date();
  utimesSync(join(root, 'node_modules', '.package-lock.json'), now, now);
  console.log(`Installed packages in ${seconds(begin)} s`);
}

/** Whether entry points will find a library: the environment names one, or one is recorded for this version. */
function hasLibrary() {
  if (process.env.XGBOOST_LIBRARY) return existsSync(process.env.XGBOOST_LIBRARY);
  try {
    const { version } = JSON.parse(readFileSync(join(here, 'native-library.json'), 'utf8'));
    const record = JSON.parse(readFileSync(join(nativeFolder, 'xgboost.json'), 'utf8'));
    const path = isAbsolute(record.path) ? record.path : join(nativeFolder, record.path);
    return record.pinned === version && existsSync(path);
  } catch {
    return false;
  }
}

/** The rest is TypeScript, which takes the Node that the packages brought along. */
function installLibrary(major) {
  const locked = join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(locked) && major < NODE_FOR_TYPESCRIPT)
    fail(
      `Expected Node ${NODE_FOR_TYPESCRIPT} or newer on ${process.platform}-${process.arch}, found ${process.version}; ` +
        'install it from https://nodejs.org',
    );
  const node = existsSync(locked) ? locked : process.execPath;
  const result = spawnSync(node, [join(here, 'native-library.ts'), nativeFolder], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(result.status || 1);
}

function seconds(begin) {
  return Math.round((Date.now() - begin) / 1000);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
