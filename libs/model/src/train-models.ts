import type { Engine, LabelledRows, TrainedModel } from '@engage/engine';
import {
  InputError,
  InterruptedError,
  type RunContext,
  type StageOutcome,
  type TableReader,
} from '@engage/run';
import type { Model } from '@engage/schema';
import { checkTarget } from './check-target.ts';
import { countDuplicates } from './duplicates.ts';
import { readFeatureTable, type FeatureTable, type ModelTable } from './feature-table.ts';
import { checkLeaks, type LeakReport } from './leak-check.ts';
import { paramsOf, type ModelParams } from './model-params.ts';
import { writeJson } from './stored-json.ts';
import { pick } from './take.ts';

/** What training reads and learns with. */
export interface TrainTools {
  readonly engine: Engine;
  readonly reader: TableReader;
}

/**
 * The stage Train: fits every model of the contract on the fit part, stops by the tuning part, and writes
 * `model.ubj` and `training.json` for each. Rows whose target is not known are left out and counted.
 *
 * @throws InputError when a target cannot be learnt, or a feature knows the answer (a leak)
 * @throws InterruptedError when the person stops the run
 */
export async function trainModels(run: RunContext, tools: TrainTools): Promise<StageOutcome> {
  const table = await readFeatureTable(run, tools.reader);
  const notes: string[] = [];
  const counts: Record<string, number> = { models: 0, trees: 0 };
  const artefacts: string[] = [];
  const { models } = run.contract;
  let next = models[0] && prepareOne(run, tools.engine, table, models[0]);
  for (const [index, model] of models.entries()) {
    const prepared = await next!;
    notes.push(...prepared.notes);
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped before training ${model.name}`);
    const training = trainOne(run, tools.engine, prepared);
    // While the engine's thread trains one model, the next one's rows are looked at here.
    const follower = models[index + 1];
    next = follower && prepareOne(run, tools.engine, table, follower);
    // What is wrong with it is told when its turn comes.
    next?.catch(() => undefined);
    const trained = await training;
    artefacts.push(run.layout.model(model.name, 'model.ubj'), run.layout.model(model.name, 'training.json'));
    counts['models']! += 1;
    counts['trees']! += trained.rounds;
    counts[`${model.name}.trees`] = trained.rounds;
    counts[`${model.name}.fit_rows`] = prepared.rows.fit.length;
  }
  return { counts, artefacts, notes };
}

/** A model that may be trained, and what was found out about its rows. */
interface Prepared {
  readonly table: ModelTable;
  readonly params: ModelParams;
  readonly rows: { readonly fit: Uint32Array; readonly tune: Uint32Array };
  readonly leaks: LeakReport;
  /** Holdout rows that repeat a row to learn from. */
  readonly duplicates: number;
  readonly notes: readonly string[];
}

/** Checks that a model can be learnt from its rows; throws InputError when it cannot, or must not. */
async function prepareOne(
  run: RunContext,
  engine: Engine,
  features: FeatureTable,
  model: Model,
): Promise<Prepared> {
  const table = await features.of(model);
  const params = paramsOf(model);
  const rows = { fit: table.rowsOf('fit'), tune: table.rowsOf('tune') };
  const later = table.rowsOf('holdout');
  const target = pick(table.target, rows.fit);
  checkTarget(model, target);
  const fit = table.take(rows.fit);
  const leaks = await checkLeaks(model.task, fit, target, {
    threshold: params.leakThreshold,
    engine,
    threads: run.threads,
    seed: run.request.config.seed,
  });
  refuseLeaks(model, leaks);
  const duplicates = countDuplicates(fit, target, table.take(later), pick(table.target, later));
  const notes: string[] = [];
  if (duplicates > 0.01 * later.length)
    notes.push(
      `${duplicates} of ${later.length} holdout rows of model ${model.name} repeat a row that it learnt from; its scores may flatter it`,
    );
  if (rows.tune.length === 0)
    notes.push(`Model ${model.name} has no tuning rows: all of its rounds were trained`);
  return { table, params, rows, leaks, duplicates, notes };
}

async function trainOne(run: RunContext, engine: Engine, prepared: Prepared): Promise<TrainedModel> {
  const { table, params, rows, leaks, duplicates } = prepared;
  const { model } = table;
  const { seed } = run.request.config;
  const labelled = (picked: Uint32Array): LabelledRows => ({
    matrix: table.take(picked),
    labels: Float32Array.from(pick(table.target, picked)),
  });
  const trained = await interruptible(run, model, () =>
    engine.train({
      objective: params.objective,
      params: params.trees,
      fit: labelled(rows.fit),
      ...(rows.tune.length > 0 && { tune: labelled(rows.tune), patience: params.patience }),
      seed,
      threads: run.threads,
      signal: run.signal,
      onRound: ({ round, rounds }) =>
        run.progress.report({ label: `Training ${model.name}`, done: round, total: rounds, unit: 'rounds' }),
    }),
  );
  await run.store.write(run.layout.model(model.name, 'model.ubj'), trained.bytes);
  await writeJson(run, run.layout.model(model.name, 'training.json'), {
    model: model.name,
    task: model.task,
    objective: params.objective,
    params: params.trees,
    patience: params.patience,
    seed,
    engine: { name: engine.name, version: engine.version },
    features: table.names,
    categorical: table.names.filter((_, column) => table.categorical[column]),
    rows: { fit: rows.fit.length, tune: rows.tune.length, leftOut: table.leftOut },
    duplicatesInHoldout: duplicates,
    leaks,
    rounds: trained.rounds,
    metric: trained.metric,
    history: trained.history,
  });
  return trained;
}

function refuseLeaks(model: Model, { findings }: LeakReport): void {
  if (findings.length === 0) return;
  const named = findings.map(({ features, reason }) => `"${features.join('" and "')}" ${reason}`).join('; ');
  throw new InputError(
    `Expected features of model "${model.name}" that do not know its target "${model.target}" already, found a leak: ${named}; ` +
      `take the column out of the model's features and give it the role excluded with a reason, ` +
      `or, if it truly is known at the snapshot, set params.leakThreshold of the model above 1`,
  );
}

async function interruptible(
  run: RunContext,
  model: Model,
  train: () => Promise<TrainedModel>,
): Promise<TrainedModel> {
  try {
    return await train();
  } catch (error) {
    if (!run.signal.aborted) throw error;
    throw new InterruptedError(`Run ${run.runId} was stopped while training ${model.name}`, { cause: error });
  }
}
