import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { duckDbVersion } from '@engage/adapters';
import { InputError, keepRequest, type RunConfig, type RunRequest } from '@engage/run';
import { engineVersion, environmentOf, type AppSurroundings } from '@engage/runtime';
import { parseContract, type Contract } from '@engage/schema';
import { installation } from '../installation.ts';
import type { Shell } from '../shell.ts';
import { applicationVersion } from '../version.ts';
import { hashInputs } from './hash-inputs.ts';
import { sourcesHash } from './sources-hash.ts';

/** Contract of the built-in table, below the installation. */
const DEFAULT_CONTRACT = join('contracts', 'customers.odcs.yaml');

/** What a person asks for. */
export interface RunChoice {
  /** File or folder of the raw table. */
  readonly table: string;
  /** ODCS file; the built-in one when null. */
  readonly contract: string | null;
  /** Folder of the truth, on generated data. */
  readonly truth: string | null;
  readonly config: RunConfig;
}

/** A run that can be worked on: its request stands in the store. */
export interface OpenedRun {
  readonly request: RunRequest;
  readonly contract: Contract;
  readonly table: string;
  readonly truth: string | null;
}

/**
 * Makes a run of a choice: hashes what decides its outputs, and keeps the request under the id that follows.
 * The same choice again opens the same run.
 *
 * @throws InputError when an input is missing, ContractError when the contract cannot be used
 */
export async function openRun(
  choice: RunChoice,
  shell: Shell,
  { store }: Pick<AppSurroundings, 'store'>,
): Promise<OpenedRun> {
  const path = choice.contract ?? join(installation, DEFAULT_CONTRACT);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`Expected a contract at ${path}, found none; name one with --contract`, { cause });
  });
  const contract = parseContract(text, path);
  const table = await locationOf(choice.table);
  const truth = choice.truth === null ? null : resolve(choice.truth);
  const unnamed = {
    inputs: await hashInputs(table, contract, truth),
    config: { ...choice.config, asOf: choice.config.asOf ?? contract.asOf },
    versions: {
      application: applicationVersion(),
      sources: await sourcesHash(installation),
      engine: await engineVersion(choice.config.engine, environmentOf(shell.env), installation),
      duckdb: duckDbVersion(),
    },
    contract: { name: basename(path), text },
  };
  return { request: await keepRequest(store, unnamed), contract, table, truth };
}

/** An absolute path; a folder's ends with `/`. */
async function locationOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(resolve(path), '/') : resolve(path);
}
