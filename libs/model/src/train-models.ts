import type { Engine, TrainedModel } from '@engage/engine';
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
import { readFeatureTable, type ModelTable } from './feature-table.ts';
import { checkLeaks, type LeakReport } from './leak-check.ts';
import { paramsOf } from './model-params.ts';
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
  for (const model of run.contract.models) {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped before training ${model.name}`);
    const trained = await trainOne(run, tools.engine, await table.of(model), notes);
    artefacts.push(run.layout.model(model.name, 'model.ubj'), run.layout.model(model.name, 'training.json'));
    counts['models']! += 1;
    counts['trees']! += trained.rounds;
    counts[`${model.name}.trees`] = trained.rounds;
    counts[`${model.name}.fit_rows`] = trained.fitRows;
  }
  return { counts, artefacts, notes };
}

async function trainOne(
  run: RunContext,
  engine: Engine,
  table: ModelTable,
  notes: string[],
): Promise<{ rounds: number; fitRows: number }> {
  const { model } = table;
  const params = paramsOf(model);
  const rows = { fit: table.rowsOf('fit'), tune: table.rowsOf('tune'), later: table.rowsOf('holdout') };
  const target = pick(table.target, rows.fit);
  checkTarget(model, target);
  const fit = table.take(rows.fit);
  const { seed } = run.request.config;
  const { threads } = run;
  const leaks = await checkLeaks(model.task, fit, target, {
    threshold: params.leakThreshold,
    engine,
    threads,
    seed,
  });
  refuseLeaks(model, leaks);
  const later = table.take(rows.later);
  const duplicates = countDuplicates(fit, target, later, pick(table.target, rows.later));
  if (duplicates > 0.01 * rows.later.length)
    notes.push(
      `${duplicates} of ${rows.later.length} holdout rows of model ${model.name} repeat a row that it learnt from; its scores may flatter it`,
    );
  if (rows.tune.length === 0)
    notes.push(`Model ${model.name} has no tuning rows: all of its rounds were trained`);
  const trained = await interruptible(run, model, () =>
    engine.train({
      objective: params.objective,
      params: params.trees,
      fit: { matrix: fit, labels: Float32Array.from(target) },
      ...(rows.tune.length > 0 && {
        tune: { matrix: table.take(rows.tune), labels: Float32Array.from(pick(table.target, rows.tune)) },
        patience: params.patience,
      }),
      seed,
      threads,
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
  return { rounds: trained.rounds, fitRows: rows.fit.length };
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
