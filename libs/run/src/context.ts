import type { Logger, Progress } from '@engage/observability';
import { parseContract, type Contract } from '@engage/schema';
import { InputError } from './input-error.ts';
import { layoutOf, type RunLayout } from './layout.ts';
import type { ObjectStore } from './object-store.ts';
import { readJson } from './read-json.ts';
import { runRequestSchema, type RunRequest } from './request.ts';

/** What every stage is handed: the run's request, its contract, its keys, and where to read, write and tell. */
export interface RunContext {
  readonly runId: string;
  readonly request: RunRequest;
  readonly contract: Contract;
  readonly layout: RunLayout;
  readonly store: ObjectStore;
  readonly log: Logger;
  readonly progress: Progress;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** How a context is opened: the surroundings that do not belong to the run's identity. */
export interface Surroundings {
  readonly store: ObjectStore;
  readonly log: Logger;
  readonly progress: Progress;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/**
 * The context of a run that was opened before.
 *
 * @throws InputError when there is no such run, or its request is damaged
 */
export async function loadRun(runId: string, surroundings: Surroundings): Promise<RunContext> {
  const request = await readRequest(surroundings.store, runId);
  return { ...surroundings, runId, request, contract: contractOf(request), layout: layoutOf(runId) };
}

/**
 * What a run was asked for.
 *
 * @throws InputError when there is no such run, or its request is damaged
 */
export async function readRequest(store: ObjectStore, runId: string): Promise<RunRequest> {
  const { root, request: key } = layoutOf(runId);
  if (!(await store.exists(key)))
    throw new InputError(
      `Expected a run ${runId} at ${store.location(root)}, found none; "npx engage runs" lists them`,
    );
  const advice = `give the command that began the run again, which mends it, or remove ${store.location(root)}`;
  const parsed = runRequestSchema.safeParse(await readJson(store, key, advice));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new InputError(
    `Expected the request of a run in ${store.location(key)}, found another at "${path.join('.')}" (${message}); ${advice}`,
  );
}

/** The contract that was read last: a process that does all stages of a run reads the same text ten times. */
let latest: { readonly text: string; readonly name: string; readonly contract: Contract } | null = null;

function contractOf({ contract: { text, name } }: RunRequest): Contract {
  if (latest?.text !== text || latest.name !== name)
    latest = { text, name, contract: parseContract(text, name) };
  return latest.contract;
}
