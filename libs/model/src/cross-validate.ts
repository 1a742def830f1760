import type { Engine } from '@engage/engine';
import { randomStream } from '@engage/metrics';
import {
  InterruptedError,
  type Figure,
  type RunContext,
  type StageOutcome,
  type TableReader,
} from '@engage/run';
import { targetBounds, type Model } from '@engage/schema';
import { applyCalibration, linkOf } from './calibration.ts';
import { clipped } from './clipped.ts';
import { checkTarget } from './check-target.ts';
import { readFeatureTable, type FeatureTable, type ModelTable } from './feature-table.ts';
import { baselineMetrics } from './measure.ts';
import { paramsOf } from './model-params.ts';
import { writeJson } from './stored-json.ts';
import { pick } from './take.ts';

/** 97.5 % quantiles of Student's t with 1, 2, … 19 degrees of freedom: 2 to 20 folds. */
const STUDENT_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093,
];

/** What cross-validation reads and learns with. */
export interface FoldTools {
  readonly engine: Engine;
  readonly reader: TableReader;
}

/** Every tenth row of the training folds decides when to stop. */
const STOPPING_SHARE = 10;

/**
 * Cross-validation over the folds that Prepare drew (`fold_<model>`, 0 … k − 1): each fold is predicted by a model
 * of the others, which stops early by a tenth of its own rows, never by the fold. Writes `folds.json` with each
 * fold's metrics, and figures `<model>.folds.<metric>`: the mean, with Student's 95 % interval over the
 * folds (a little too narrow, since their training rows overlap).
 *
 * @throws InputError when a target cannot be learnt
 * @throws InterruptedError when the person stops the run
 */
export async function crossValidate(
  run: RunContext,
  tools: FoldTools,
  table?: FeatureTable,
): Promise<StageOutcome> {
  const features = table ?? (await readFeatureTable(run, tools.reader));
  const figures: Figure[] = [];
  const counts: Record<string, number> = {};
  const artefacts: string[] = [];
  for (const model of run.contract.models) {
    const folds = await tools.reader.numbers(run.layout.features, `fold_${model.name}`);
    const scores = await scoreFolds(run, tools.engine, await features.of(model), folds);
    const summary = summaryOf(scores);
    const key = run.layout.model(model.name, 'folds.json');
    await writeJson(run, key, { model: model.name, folds: scores, summary });
    artefacts.push(key);
    counts[`${model.name}.folds`] = scores.length;
    for (const [name, { mean, spread }] of Object.entries(summary)) {
      const margin = ((STUDENT_95[scores.length - 2] ?? NaN) * spread) / Math.sqrt(scores.length);
      figures.push({
        name: `${model.name}.folds.${name}`,
        value: mean,
        ...(Number.isFinite(margin) && { low: mean - margin, high: mean + margin }),
        source: `models/${model.name}/folds.json`,
      });
    }
  }
  return { counts, artefacts, figures };
}

type Scores = Readonly<Record<string, number>>;

async function scoreFolds(
  run: RunContext,
  engine: Engine,
  table: ModelTable,
  folds: Float64Array,
): Promise<Scores[]> {
  const { model, target } = table;
  const known = Uint32Array.from(target.keys()).filter(
    (row) => !Number.isNaN(target[row]!) && !Number.isNaN(folds[row]!),
  );
  checkTarget(model, pick(target, known));
  const count = known.reduce((most, row) => Math.max(most, folds[row]! + 1), 0);
  const scores: Scores[] = [];
  for (let fold = 0; fold < count; fold += 1) {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped before fold ${fold + 1}`);
    const inside = known.filter((row) => folds[row] !== fold);
    const outside = known.filter((row) => folds[row] === fold);
    if (outside.length === 0 || inside.length === 0) continue;
    scores.push(await scoreFold(run, engine, table, inside, outside));
    run.progress.report({ label: `Validating ${model.name}`, done: fold + 1, total: count, unit: 'folds' });
  }
  return scores;
}

async function scoreFold(
  run: RunContext,
  engine: Engine,
  table: ModelTable,
  inside: Uint32Array,
  outside: Uint32Array,
): Promise<Scores> {
  const { model, target } = table;
  const { objective, trees, patience } = paramsOf(model);
  const { seed } = run.request.config;
  const stream = randomStream(seed);
  const isStopping = Uint8Array.from(inside, () => Number(stream.below(STOPPING_SHARE) === 0));
  const labelled = (rows: Uint32Array) => ({
    matrix: table.take(rows),
    labels: Float32Array.from(pick(target, rows)),
  });
  const trained = await engine.train({
    objective,
    params: trees,
    fit: labelled(inside.filter((_, place) => isStopping[place] === 0)),
    tune: labelled(inside.filter((_, place) => isStopping[place] === 1)),
    patience,
    seed,
    threads: run.threads,
    signal: run.signal,
  });
  const scorer = await engine.load(trained.bytes, run.threads);
  try {
    const margins = await scorer.predict(table.take(outside), 'margin');
    const predicted = clipped(
      applyCalibration(linkOf(model.task), margins),
      targetBounds(run.contract, model),
    );
    return { ...scoresOf(model, pick(target, outside), predicted), rounds: trained.rounds };
  } finally {
    await scorer.close();
  }
}

function scoresOf(model: Model, actual: Float64Array, predicted: Float64Array): Scores {
  const ones = new Float64Array(actual.length).fill(1);
  const metrics = baselineMetrics(model, actual, predicted);
  return Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric(ones)]));
}

/** Mean and standard deviation over the folds */
function summaryOf(scores: readonly Scores[]): Record<string, { mean: number; spread: number }> {
  return Object.fromEntries(
    Object.keys(scores[0] ?? {}).map((name) => {
      const values = scores.map((its) => its[name]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return [name, { mean, spread: Math.sqrt(squares / Math.max(1, values.length - 1)) }];
    }),
  );
}
