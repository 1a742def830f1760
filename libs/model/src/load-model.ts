import type { Engine, Scorer } from '@engage/engine';
import { intervalFunction, type IntervalFunction, type IntervalModel } from '@engage/intervals';
import type { RunContext } from '@engage/run';
import { targetBounds, type Contract, type Model } from '@engage/schema';
import { applyCalibration, type Calibration } from './calibration.ts';
import { clipped } from './clipped.ts';
import { readBytes, readJson } from './stored-json.ts';

/** A trained model of a run, ready to score and explain. */
export interface LoadedModel {
  readonly model: Model;
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  /** Predictions from margins: probabilities, amounts, or plain values, within what bounds the target. */
  calibrate(margins: ArrayLike<number>): Float64Array;
  /** One customer's interval; null where none could be learnt. */
  readonly interval: IntervalFunction | null;
}

/**
 * Loads a model with its calibration; the caller closes its scorer.
 *
 * @throws InputError when Train or Evaluate has not finished
 */
export async function loadModel(run: RunContext, model: Model, engine: Engine): Promise<LoadedModel> {
  const key = run.layout.model(model.name, 'calibration.json');
  const kept = (await readJson(run, key, 'Evaluate')) as { calibration: Calibration };
  const intervals = await readJson(run, run.layout.model(model.name, 'intervals.json'), 'Evaluate');
  const interval = intervalFunction(intervals as IntervalModel, targetBounds(run.contract, model));
  const scorer = await loadScorer(run, model, engine);
  const { calibration } = kept;
  return {
    model,
    scorer,
    calibration,
    calibrate: predictorOf(run.contract, model, calibration),
    interval,
  };
}

/** How margins of a model become predictions: calibrated, and within what bounds the target. */
export function predictorOf(
  contract: Contract,
  model: Model,
  calibration: Calibration,
): (margins: ArrayLike<number>) => Float64Array {
  const bounds = targetBounds(contract, model);
  return (margins) => clipped(applyCalibration(calibration, margins), bounds);
}

/**
 * Loads the trees alone, for rows that the calibration is yet to be chosen on; the caller closes them.
 *
 * @throws InputError when Train has not finished
 */
export async function loadScorer(run: RunContext, model: Model, engine: Engine): Promise<Scorer> {
  const bytes = await readBytes(run, run.layout.model(model.name, 'model.ubj'), 'Train');
  return engine.load(bytes, run.threads);
}
