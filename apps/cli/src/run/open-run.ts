import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { duckDbVersion } from '@engage/adapters';
import {
  InputError,
  keepRequest,
  scoringConfig,
  type RunConfig,
  type RunInput,
  type RunRequest,
} from '@engage/run';
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
  /** What the run was asked for whose models and contract are used; null for models of its own. */
  readonly trained: RunRequest | null;
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
  const { name, text } = choice.trained?.contract ?? (await readContract(choice.contract));
  const contract = parseContract(text, name);
  const table = await locationOf(choice.table);
  const truth = choice.truth === null ? null : resolve(choice.truth);
  // What comes of customers who are only scored is not known yet.
  const known = choice.trained ? { models: [] } : contract;
  const inputs = await hashInputs(table, known, truth);
  const unnamed = {
    inputs,
    config: configFor(choice, inputs, contract),
    versions: {
      application: applicationVersion(),
      sources: await sourcesHash(installation),
      engine: await engineVersion(choice.config.engine, environmentOf(shell.env), installation),
      duckdb: duckDbVersion(),
    },
    contract: { name: basename(name), text },
  };
  return { request: await keepRequest(store, unnamed), contract, table, truth };
}

async function readContract(given: string | null): Promise<RunRequest['contract']> {
  const name = given ?? join(installation, DEFAULT_CONTRACT);
  const text = await readFile(name, 'utf8').catch((cause: unknown) => {
    throw new InputError(`Expected a contract at ${name}, found none; name one with --contract`, { cause });
  });
  return { name, text };
}

function configFor(
  { trained, config }: RunChoice,
  inputs: readonly RunInput[],
  contract: Contract,
): RunConfig {
  // The contract's own day would put every later customer in quarantine.
  return trained
    ? scoringConfig(trained, inputs[0]!, config)
    : { ...config, asOf: config.asOf ?? contract.asOf };
}

/** An absolute path; a folder's ends with `/`. */
async function locationOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(resolve(path), '/') : resolve(path);
}
