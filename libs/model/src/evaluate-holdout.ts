import { intervalFunction, type IntervalModel } from '@engage/intervals';
import { bootstrapIntervals, calibrationByDecile, rankDescending, type Prepared } from '@engage/metrics';
import { InputError } from '@engage/run';
import { PARTS, type Part, type TargetBounds } from '@engage/schema';
import { predictBaselines } from './baselines.ts';
import { applyCalibration } from './calibration.ts';
import { clipped } from './clipped.ts';
import type { CalibrationChoice } from './choose-calibration.ts';
import {
  HEADLINES,
  type Baseline,
  type Evaluation,
  type Measurements,
  type PartFacts,
} from './evaluation.ts';
import type { ModelTable } from './feature-table.ts';
import { pickIds, type Ids } from './ids.ts';
import {
  baselineMetrics,
  BOOTSTRAP,
  measurementOf,
  preparedMetrics,
  shareMeasurements,
  type Draws,
} from './measure.ts';
import { measureIntervals } from './measure-intervals.ts';
import { pick } from './take.ts';
import type { TruthScorer } from './truth-scorer.ts';

/** All that measuring one model needs. */
export interface HoldoutInputs {
  readonly table: ModelTable;
  readonly choice: CalibrationChoice;
  /** How intervals for single customers are made. */
  readonly intervals: IntervalModel;
  /** Of the holdout rows. */
  readonly margins: Float32Array;
  readonly rows: { readonly fit: Uint32Array; readonly holdout: Uint32Array };
  /** Of all rows. */
  readonly ids: Ids;
  readonly truth: TruthScorer | null;
  /** Predictions of the holdout by a linear model. */
  readonly linear: Float64Array;
  /** Of all rows; null without a rule in use. */
  readonly incumbent: Float64Array | null;
  readonly bounds: TargetBounds;
  readonly seed: number;
  /** Resamples of the seed. */
  readonly draws: Draws;
}

/**
 * Measures one model on the holdout, with everything it is compared to on the same rows and resamples.
 *
 * @throws InputError when the holdout is empty
 */
export async function evaluateHoldout(given: HoldoutInputs): Promise<Evaluation> {
  const { table, choice, rows, truth, bounds, seed, draws } = given;
  const { model } = table;
  if (rows.holdout.length === 0)
    throw new InputError(
      `Expected holdout rows with a known target to measure model "${model.name}" on, found none; ` +
        `give the table more snapshots, or change the split of the contract`,
    );
  const predicted = clipped(applyCalibration(choice.calibration, given.margins), bounds);
  const actual = pick(table.target, rows.holdout);
  const ids = pickIds(given.ids, rows.holdout);
  // Best first: metrics that only need the order then read memory straight ahead.
  const { order } = rankDescending(predicted, ids);
  const ranked = { actual: pick(actual, order), predicted: pick(predicted, order) };
  const ours = preparedMetrics(model, ranked);
  const headline = HEADLINES[model.task];
  const rivals = predictBaselines(model, given.linear, table.target, rows, given.incumbent, bounds).map(
    ({ name, predicted: scores }) => ({
      name,
      metrics: baselineMetrics(model, ranked.actual, pick(scores, order)),
    }),
  );
  const found = bootstrapIntervals(allTogether(ours, rivals, headline), actual.length, {
    seed,
    ...BOOTSTRAP,
    draws: draws(actual.length),
  });
  const read = (prefix: string, metrics: Readonly<Record<string, Prepared>>): Measurements =>
    Object.fromEntries(Object.keys(metrics).map((name) => [name, measurementOf(found[prefix + name]!)]));
  const baselines = rivals.map(({ name, metrics }): Baseline => ({
    name,
    metrics: read(`${name}/`, metrics),
    advantage: measurementOf(found[`${name}/advantage`]!),
  }));
  return {
    model: model.name,
    task: model.task,
    headline,
    parts: Object.fromEntries(PARTS.map((part) => [part, factsOf(table, part)])) as Record<Part, PartFacts>,
    leftOut: table.leftOut,
    calibration: { method: choice.calibration.method, logLoss: choice.logLoss },
    metrics: {
      ...read('', ours),
      ...shareMeasurements(model, ranked, { seed, draws: draws(actual.length) }),
    },
    baselines,
    ceiling: truth ? await truth.ceiling(model, { ids: pickIds(ids, order), ...ranked }, seed, draws) : null,
    deciles: calibrationByDecile(actual, predicted),
    intervals: measureIntervals(given.intervals, intervalFunction(given.intervals, bounds), {
      margins: given.margins,
      predicted,
      actual,
      truth: truth ? await truth.expected(model, ids) : null,
    }),
    bootstrap: BOOTSTRAP,
    flagged:
      model.flagThreshold === null
        ? null
        : { threshold: model.flagThreshold, rows: countAbove(predicted, model.flagThreshold) },
  };
}

/** Our metrics by name, each rival's as `rival/metric`, and `rival/advantage`: ours minus theirs. */
function allTogether(
  ours: Readonly<Record<string, Prepared>>,
  rivals: readonly { readonly name: string; readonly metrics: Readonly<Record<string, Prepared>> }[],
  headline: string,
): Record<string, Prepared> {
  const all: Record<string, Prepared> = {};
  // Metrics of one resample are asked for one after another, so the last value is the one to subtract.
  const latest = new Map<string, number>();
  const remembered =
    (name: string, metric: Prepared): Prepared =>
    (weights) => {
      const value = metric(weights);
      latest.set(name, value);
      return value;
    };
  for (const [name, metric] of Object.entries(ours)) all[name] = remembered(name, metric);
  for (const { name, metrics } of rivals) {
    for (const [metric, prepared] of Object.entries(metrics))
      all[`${name}/${metric}`] = remembered(`${name}/${metric}`, prepared);
    all[`${name}/advantage`] = () => latest.get(headline)! - latest.get(`${name}/${headline}`)!;
  }
  return all;
}

function factsOf(table: ModelTable, part: Part): PartFacts {
  const target = pick(table.target, table.rowsOf(part));
  const sum = target.reduce((total, value) => total + value, 0);
  return { rows: target.length, mean: target.length === 0 ? null : sum / target.length };
}

function countAbove(values: Float64Array, threshold: number): number {
  return values.reduce((count, value) => count + Number(value > threshold), 0);
}
