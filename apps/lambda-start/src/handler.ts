import { customersOf, refuseAbove, runCost } from '@engage/cost';
import type { ExecutionInput } from '@engage/pipeline';
import {
  keepRequest,
  outcomeFilesOf,
  type MachineStarter,
  type ObjectStore,
  type RunRequest,
} from '@engage/run';
import { storedInputs } from '@engage/runtime';
import { parseContract } from '@engage/schema';
import { orderOf } from './event.ts';
import { planOf, RAW } from './plan.ts';
import { storedContract } from './stored-contract.ts';

/** What the function works with. */
export interface StartTools {
  readonly store: ObjectStore;
  readonly starter: MachineStarter;
  readonly engine: RunRequest['config']['engine'];
  readonly versions: RunRequest['versions'];
  readonly capUsd: number;
  readonly region: string;
}

/** What came of an event. */
export type StartAnswer =
  | { readonly state: 'started' | 'found'; readonly runId: string }
  | { readonly state: 'skipped'; readonly reason: string };

/** As `engage run` without options. */
const USUAL = { seed: 7, explain: 'all', folds: null } as const;

/**
 * Opens the run that an event asks for, and starts the state machine on it, once: the execution is named after the run, whose
 * id follows from what decides it, so that an event that comes twice finds the first one's. That name is the run's lock, too.
 *
 * @throws InputError when the event or the data do not fit, ContractError for the contract, CostError above the cap
 */
export async function start(event: unknown, tools: StartTools): Promise<StartAnswer> {
  const { store, starter, engine, versions, capUsd, region } = tools;
  const order = orderOf(event);
  const stored = await storedContract(store);
  const contract = parseContract(stored.text, stored.name);
  const keys = (await store.list(RAW)).map(({ key }) => key);
  const plan = planOf(order, { keys, outcomes: outcomeFilesOf(contract) });
  if ('skipped' in plan) return { state: 'skipped', reason: plan.skipped };
  const inputs = await storedInputs(store, plan.table, contract);
  const { name, bytes } = inputs[0]!;
  refuseAbove(capUsd, runCost({ customers: customersOf(name, bytes), region }));
  const { runId } = await keepRequest(store, {
    inputs,
    config: { ...USUAL, engine, asOf: contract.asOf },
    versions,
    contract: stored,
  });
  const input: ExecutionInput = { runId, table: store.location(plan.table), truth: '' };
  return { state: await starter.start(runId, { ...input }), runId };
}
