import type { Logger, Progress } from '@engage/observability';
import { parseContract, type Contract } from '@engage/schema';
import { InputError } from './input-error.ts';
import { layoutOf, type RunLayout } from './layout.ts';
import type { ObjectStore } from './object-store.ts';
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
 * @throws InputError when there is no such run
 */
export async function loadRun(runId: string, surroundings: Surroundings): Promise<RunContext> {
  const layout = layoutOf(runId);
  if (!(await surroundings.store.exists(layout.request)))
    throw new InputError(
      `Expected a run ${runId} at ${surroundings.store.location(layout.root)}, found none; "engage runs" lists them`,
    );
  const body = new TextDecoder().decode(await surroundings.store.read(layout.request));
  const request = runRequestSchema.parse(JSON.parse(body));
  const contract = contractOf(request);
  return { ...surroundings, runId, request, contract, layout };
}

/** The contract that was read last: a process that does all stages of a run reads the same text ten times. */
let latest: { readonly text: string; readonly name: string; readonly contract: Contract } | null = null;

function contractOf({ contract: { text, name } }: RunRequest): Contract {
  if (latest?.text !== text || latest.name !== name)
    latest = { text, name, contract: parseContract(text, name) };
  return latest.contract;
}
