import { constants } from 'node:fs';
import { access, readdir, readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Variables } from '@engage/runtime';
import { installation } from '../installation.ts';
import type { Finding } from './finding.ts';

interface Check {
  readonly name: string;
  readonly advice: string;
  /** Says what was found; throws when that is not enough. */
  look(variables: Variables): Promise<string>;
}

const GIB = 2 ** 30;

const checks: readonly Check[] = [
  {
    name: 'Node',
    advice:
      'run "npm install" and start with "npx engage" or "npm start", which use Node 24 of node_modules/.bin',
    look: async () => {
      if (Number(process.versions.node.split('.')[0]) < 24)
        throw new Error(`${process.versions.node}, expected 24 or newer`);
      return process.versions.node;
    },
  },
  {
    name: 'XGBoost library',
    advice: 'run "node tools/install/install.mjs --xgboost", or point XGBOOST_LIBRARY at libxgboost.so',
    look: async (variables) => {
      const { environmentOf } = await import('@engage/runtime');
      const { findLibrary, libraryVersion } = await import('@engage/xgboost');
      const native = variables['ENGAGE_NATIVE'] || join(installation, '.native');
      const isChosen = environmentOf(variables).ENGAGE_ENGINE === 'xgboost';
      try {
        const { path } = findLibrary(variables, native);
        return `${libraryVersion(path)} (${path})`;
      } catch (error) {
        if (isChosen || variables['XGBOOST_LIBRARY']) throw error;
        return 'not installed; only --engine xgboost needs it (node tools/install/install.mjs --xgboost)';
      }
    },
  },
  {
    name: 'DuckDB',
    advice:
      'run "npm ci": the binding for this platform is an optional package that a partial install leaves out',
    look: async () => {
      const { DuckDBInstance, version } = await import('@duckdb/node-api');
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const answer = await connection.runAndReadAll('select 42 as answer');
      connection.closeSync();
      instance.closeSync();
      if (answer.getRows()[0]?.[0] !== 42) throw new Error('a binding that cannot count');
      return version();
    },
  },
  {
    name: 'Contracts',
    advice: 'correct the file that is named, or restore it from the repository',
    look: async () => {
      const { parseContract } = await import('@engage/schema');
      const folder = join(installation, 'contracts');
      const files = (await readdir(folder, { recursive: true })).filter((file) =>
        file.endsWith('.odcs.yaml'),
      );
      if (files.length === 0) throw new Error(`none in ${folder}`);
      for (const file of files)
        parseContract(await readFile(join(folder, file), 'utf8'), join('contracts', file));
      return `${files.length} valid (${files.sort().join(', ')})`;
    },
  },
  {
    name: 'Home',
    advice: 'correct the permissions, or choose another folder with --home or ENGAGE_HOME',
    look: async (variables) => {
      const home = resolve(variables['ENGAGE_HOME'] || 'data');
      const existing = await nearestFolder(home);
      await access(existing, constants.W_OK);
      return existing === home ? `${home}, can be written` : `${home}, can be made`;
    },
  },
  {
    name: 'Disk',
    advice: 'free some space: 100,000 customers need about 0.2 GB',
    look: async (variables) => {
      const folder = await nearestFolder(resolve(variables['ENGAGE_HOME'] || 'data'));
      const { bavail, bsize } = await statfs(folder);
      const free = `${((bavail * bsize) / GIB).toFixed(1)} GiB free`;
      if (bavail * bsize < GIB) throw new Error(`${free}, expected at least 1`);
      return free;
    },
  },
  {
    name: 'Scoring',
    advice: 'run "npx engage serve", which says what is wrong',
    look: async (variables) => {
      const { folderStore } = await import('../run/folder-store.ts');
      const { InputError, LATEST_KEY } = await import('@engage/run');
      if (!(await folderStore(variables).exists(LATEST_KEY))) return 'no finished run to serve yet';
      const { modelsOf } = await import('../run/serve.ts');
      try {
        const { runId, models } = await modelsOf(undefined, variables);
        return `run ${runId} can be served (${models.map(({ model }) => model.name).join(', ')})`;
      } catch (error) {
        // An old run is nothing that is missing: whoever wants to serve makes a new one.
        if (!(error instanceof InputError)) throw error;
        return 'the latest run cannot be served, as "npx engage serve" explains; the next one can';
      }
    },
  },
  {
    name: 'Memory',
    advice: 'give the machine or the container more memory: 100,000 customers need about 1.5 GiB',
    look: async () => {
      const bytes = Math.min(totalmem(), process.constrainedMemory() || totalmem());
      const found = `${(bytes / GIB).toFixed(1)} GiB`;
      if (bytes < 1.5 * GIB) throw new Error(`${found}, expected at least 1.5`);
      return found;
    },
  },
  {
    name: 'Processors',
    advice: 'correct or unset ENGAGE_THREADS',
    look: async (variables) => {
      const { environmentOf } = await import('@engage/runtime');
      const threads = environmentOf(variables).ENGAGE_THREADS;
      return threads === undefined
        ? String(availableParallelism())
        : `${threads} of ${availableParallelism()} (ENGAGE_THREADS)`;
    },
  },
];

/** Looks at everything a run needs. */
export async function examine(variables: Variables): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, advice, look } of checks)
    findings.push(
      await look(variables).then(
        (found): Finding => ({ name, isFine: true, found }),
        (error: unknown): Finding => ({ name, isFine: false, found: firstLine(error), advice }),
      ),
    );
  return findings;
}

/** The folder itself, or the nearest one above that exists. */
async function nearestFolder(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const exists = await access(at).then(
      () => true,
      () => false,
    );
    if (exists || dirname(at) === at) return at;
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
