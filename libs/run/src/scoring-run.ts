import { readRequest } from './context.ts';
import { InputError } from './input-error.ts';
import { latestTrainedId } from './latest-run.ts';
import { LATEST_KEY, layoutOf, TRAINED_KEY } from './layout.ts';
import type { ObjectStore } from './object-store.ts';
import type { RunConfig, RunInput, RunRequest } from './request.ts';

/** What may be chosen of a run that scores; all else follows from the run that trained. */
export type ScoringChoice = Pick<RunConfig, 'engine' | 'explain' | 'asOf'>;

/**
 * What the run was asked for that trained the models of a run: itself, or the one whose models it uses.
 *
 * @throws InputError when there is no such run
 */
export async function trainedBy(store: ObjectStore, runId: string): Promise<RunRequest> {
  const request = await readRequest(store, runId);
  const { models } = request.config;
  if (models === null) return request;
  if (await store.exists(layoutOf(models).request)) return readRequest(store, models);
  throw new InputError(
    `Expected run ${models}, whose models run ${runId} scored with, found it removed; train again, or name another run`,
  );
}

/** What the run was asked for whose models score unless others are named; null where none is there any more. */
export async function latestTrained(store: ObjectStore): Promise<RunRequest | null> {
  if (!(await store.exists(TRAINED_KEY)) && !(await store.exists(LATEST_KEY))) return null;
  const runId = await latestTrainedId(store);
  return (await store.exists(layoutOf(runId).request)) ? trainedBy(store, runId) : null;
}

/** Whether the models of a run learnt from that very table. */
export function learntFrom({ inputs }: RunRequest, table: RunInput): boolean {
  return inputs.some(({ role, sha256 }) => role === 'table' && sha256 === table.sha256);
}

/**
 * The configuration of a run that scores a table with the models of another.
 *
 * @param table the table's place among the inputs
 * @throws InputError when these models learnt from that very table, whose results have its scores already, or when
 *   nobody's reasons were made there, so that there is nothing to compare with
 */
export function scoringConfig(trained: RunRequest, table: RunInput, choice: ScoringChoice): RunConfig {
  const { runId, config } = trained;
  if (learntFrom(trained, table))
    throw new InputError(
      `Expected another table than the one that the models of run ${runId} learnt from, found the same in ${table.name}; the results of that run have its scores`,
    );
  if (choice.explain === 'all' && config.explain === 'none')
    throw new InputError(
      `Expected reasons in run ${runId} to compare with, found none, as it was asked for; score without reasons (--explain none), or with the models of another run`,
    );
  return { ...choice, seed: config.seed, folds: null, models: runId };
}
