import { InputError } from '@engage/run';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fromApt } from './from-apt.ts';
import { fromWheel, type LibraryFacts } from './from-wheel.ts';
import type { Machine } from './machine.ts';

/** `xgboost.json` of the native folder, which entry points read. */
export interface LibraryRecord {
  /** Relative to the native folder, or absolute where the system installed it. */
  readonly path: string;
  readonly version: string;
  readonly source: 'pip' | 'apt';
  /** The version that was wanted when this one was found. */
  readonly pinned: string;
}

export interface InstallOptions {
  readonly facts: LibraryFacts;
  /** The native folder, git-ignored. */
  readonly folder: string;
  readonly env: { readonly XGBOOST_LIBRARY?: string | undefined };
  readonly machine: Machine;
  /** Loads a library to see that it works; throws with the reason when it does not. */
  readonly versionOf: (path: string) => string;
  readonly say: (line: string) => void;
}

/**
 * Finds or installs XGBoost's shared library and records where it lies: the one that `XGBOOST_LIBRARY` names (not
 * recorded); the pinned wheel by pip, its hash checked; the same after installing pip by apt; apt's own library.
 *
 * @returns the record, or null when the environment names the library
 * @throws InputError that lists what was tried and what to do when none of it works
 */
export function installLibrary(options: InstallOptions): LibraryRecord | null {
  const { facts, folder, env, versionOf, say } = options;
  if (env.XGBOOST_LIBRARY) {
    checkNamed(env.XGBOOST_LIBRARY, versionOf);
    return null;
  }
  say(`Installing XGBoost ${facts.version} …`);
  const failures: string[] = [];
  for (const [source, attempt] of attemptsOf(options)) {
    try {
      const path = attempt();
      const version = versionOf(isAbsolute(path) ? path : join(folder, path));
      const record: LibraryRecord = { path, version, source, pinned: facts.version };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'xgboost.json'), `${JSON.stringify(record, null, 2)}\n`);
      say(
        version === facts.version
          ? `Installed XGBoost ${version} (${source})`
          : `Installed XGBoost ${version} (${source}) in place of ${facts.version}: slower, and its models have other bytes. ${failures.join('; ')}`,
      );
      return record;
    } catch (error) {
      failures.push(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new InputError(
    `Expected to get XGBoost's shared library for ${options.machine.platform}, found no way:\n` +
      failures.map((failure) => `  ${failure}\n`).join('') +
      `Install Python's pip (Debian: apt-get install python3-pip) and try again, or point XGBOOST_LIBRARY at a libxgboost of version 1.7 or later`,
  );
}

/** What is tried, in order; an attempt gives the library's path or throws with the reason. */
function attemptsOf({ facts, folder, machine }: InstallOptions): [LibraryRecord['source'], () => string][] {
  return [
    ['pip', () => fromWheel(facts, folder, machine)],
    ['apt', () => fromApt(machine)],
  ];
}

function checkNamed(path: string, versionOf: (path: string) => string): void {
  if (!existsSync(path))
    throw new InputError(
      `Expected XGBoost's library at ${path}, found no file (XGBOOST_LIBRARY); correct or unset it`,
    );
  try {
    versionOf(path);
  } catch (cause) {
    throw new InputError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
