import { conformalShift } from './conformal-shift.ts';
import { fitBand } from './fit-band.ts';
import type { IntervalModel } from './interval-model.ts';
import { vennAbers } from './venn-abers.ts';

/** Rows that a model was not fitted on. */
export interface IntervalRows {
  readonly margins: Float32Array;
  /** As they are shown: calibrated, and within the target's bounds. */
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

/** With fewer rows a probability's interval would say little but that. */
const FEWEST_ROWS = 30;

/**
 * Learns a model's intervals: Venn-Abers for probabilities from the calibration rows alone; otherwise a band from the
 * tuning rows, made exact by the calibration rows (split-conformal). Without tuning rows, the first half of the
 * calibration rows makes the band.
 *
 * @param coverage share of outcomes that conformal intervals are to hold, in (0, 1)
 */
export function fitIntervals(
  task: 'regression' | 'binary' | 'tweedie',
  tune: IntervalRows,
  calibrate: IntervalRows,
  coverage: number,
): IntervalModel {
  const rows = calibrate.actual.length;
  if (task === 'binary')
    return rows < FEWEST_ROWS
      ? { method: 'none', reason: `Expected at least ${FEWEST_ROWS} calibration rows, found ${rows}` }
      : vennAbers(calibrate.margins, calibrate.actual);
  const half = tune.actual.length >= FEWEST_ROWS ? 0 : Math.floor(rows / 2);
  const learnt =
    half === 0
      ? tune
      : { predicted: calibrate.predicted.subarray(0, half), actual: calibrate.actual.subarray(0, half) };
  if (learnt.actual.length < FEWEST_ROWS)
    return {
      method: 'none',
      reason: `Expected at least ${FEWEST_ROWS} rows to learn a band from, found ${learnt.actual.length}`,
    };
  const band = fitBand(learnt.predicted, learnt.actual, coverage);
  const shift = conformalShift(
    band,
    calibrate.predicted.subarray(half),
    calibrate.actual.subarray(half),
    coverage,
  );
  if (shift === null)
    return {
      method: 'none',
      reason: `Expected more calibration rows for ${100 * coverage} % intervals, found ${rows - half}`,
    };
  return {
    method: 'conformal',
    coverage,
    band,
    shift,
    rows: { band: learnt.actual.length, shift: rows - half },
  };
}
