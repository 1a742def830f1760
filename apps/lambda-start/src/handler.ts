import { customersOf, refuseAbove, runCost } from '@engage/cost';
import type { ExecutionInput } from '@engage/pipeline';
import {
  InputError,
  keepRequest,
  latestTrained,
  layoutOf,
  learntFrom,
  outcomeFilesOf,
  scoringConfig,
  type MachineStarter,
  type ObjectStore,
  type RunRequest,
} from '@engage/run';
import { storedInputs } from '@engage/runtime';
import { parseContract, type Contract } from '@engage/schema';
import { orderOf, type RunKind } from './event.ts';
import { planOf, RAW } from './plan.ts';
import { CONTRACTS, storedContract, type StoredContract } from './stored-contract.ts';

/** What the function works with. */
export interface StartTools {
  readonly store: ObjectStore;
  readonly starter: MachineStarter;
  readonly engine: RunRequest['config']['engine'];
  readonly versions: RunRequest['versions'];
  readonly capUsd: number;
  /** What a new table is for. */
  readonly onNewData: RunKind;
  readonly region: string;
}

/** What came of an event. */
export type StartAnswer =
  | { readonly state: 'started' | 'found'; readonly runId: string }
  | { readonly state: 'skipped'; readonly reason: string };

/** As the commands `engage run` and `engage score` without options. */
const USUAL = { seed: 7, explain: 'all', folds: null } as const;

/** A run that is not known yet by an id. */
type Unnamed = Omit<RunRequest, 'runId'>;

/**
 * Opens the run that an event asks for, and starts the state machine on it, once: the execution is named after the run, whose
 * id follows from what decides it, so that an event that comes twice finds the first one's. That name is the run's lock, too.
 *
 * @throws InputError when the event or the data do not fit, ContractError for the contract, CostError above the cap
 */
export async function start(event: unknown, tools: StartTools): Promise<StartAnswer> {
  const { store, starter, capUsd, region } = tools;
  const order = orderOf(event, tools.onNewData);
  const stored = await storedContract(store);
  const contract = parseContract(stored.text, stored.name);
  const keys = (await store.list(RAW)).map(({ key }) => key);
  const plan = planOf(order, { keys, outcomes: outcomeFilesOf(contract) });
  if ('skipped' in plan) return { state: 'skipped', reason: plan.skipped };
  const trained = order.kind === 'score' ? await latestTrained(store) : null;
  if (order.kind === 'score' && trained === null && order.because === 'order')
    return { state: 'skipped', reason: 'no run has finished yet whose models could score; train first' };
  // The first table is trained on whatever it is for.
  const unnamed =
    trained === null
      ? await runThatTrains(plan.table, { text: stored, contract }, tools)
      : await runThatScores(plan.table, { stored, trained }, tools);
  if ('skipped' in unnamed) return { state: 'skipped', reason: unnamed.skipped };
  const { models } = unnamed.config;
  const { name, bytes } = unnamed.inputs[0]!;
  refuseAbove(capUsd, runCost({ customers: customersOf(name, bytes), region, trains: models === null }));
  const { runId } = await keepRequest(store, unnamed);
  // A name of an execution is forgotten after 90 days; a run is not.
  if (await store.exists(layoutOf(runId).stage('Publish'))) return { state: 'found', runId };
  const input: ExecutionInput = {
    runId,
    table: store.location(plan.table),
    truth: '',
    models: models ?? '',
  };
  return { state: await starter.start(runId, { ...input }), runId };
}

async function runThatTrains(
  table: string,
  { text, contract }: { readonly text: StoredContract; readonly contract: Contract },
  { store, engine, versions }: StartTools,
): Promise<Unnamed> {
  return {
    inputs: await storedInputs(store, table, contract),
    config: { ...USUAL, engine, asOf: contract.asOf, models: null },
    versions,
    contract: text,
  };
}

/** A run with the models that were trained last; skipped where these learnt from that table, whose scores are there. */
async function runThatScores(
  table: string,
  { stored, trained }: { readonly stored: StoredContract; readonly trained: RunRequest },
  { store, engine, versions }: StartTools,
): Promise<Unnamed | { readonly skipped: string }> {
  if (trained.contract.text !== stored.text)
    throw new InputError(
      `Expected the contract that run ${trained.runId} trained its models under, found another in ${store.location(CONTRACTS)}; train under the new one first: { "kind": "train" }`,
    );
  const inputs = await storedInputs(store, table, { models: [] });
  if (learntFrom(trained, inputs[0]!))
    return { skipped: `${table} is what run ${trained.runId} learnt from, whose results have its scores` };
  const config = scoringConfig(trained, inputs[0]!, { engine, explain: trained.config.explain, asOf: null });
  return { inputs, config, versions, contract: stored };
}
