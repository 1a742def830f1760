export { averagePrecisionScore, prepareAveragePrecision } from './average-precision-score.ts';
export { bootstrapIntervals, drawResamples } from './bootstrap-intervals.ts';
export type { BootstrapOptions, Interval, Resamples } from './bootstrap-intervals.ts';
export { brierLoss, prepareBrier } from './brier-loss.ts';
export { calibrationInterval } from './calibration-interval.ts';
export { calibrationByDecile } from './calibration-by-decile.ts';
export type { Decile } from './calibration-by-decile.ts';
export {
  CALIBRATION_BINS,
  expectedCalibrationError,
  prepareCalibrationError,
} from './expected-calibration-error.ts';
export { expectedMaximumProfit, prepareMaximumProfit } from './expected-maximum-profit.ts';
export type { CampaignEconomics } from './expected-maximum-profit.ts';
export {
  flagPrecisionScore,
  flagRecallScore,
  prepareFlagPrecision,
  prepareFlagRecall,
} from './flag-scores.ts';
export { logLoss, prepareLogLoss } from './log-loss.ts';
export { meanAbsoluteError, prepareMeanAbsoluteError } from './mean-absolute-error.ts';
export { normalisedGini, prepareNormalisedGini } from './normalised-gini.ts';
export { prepareR2, r2Score } from './r2-score.ts';
export { randomStream } from './random.ts';
export type { RandomStream } from './random.ts';
export { rankDescending } from './ranking.ts';
export type { Ranking } from './ranking.ts';
export { prepareRocAuc, rocAucScore } from './roc-auc-score.ts';
export { prepareRootMeanSquaredError, rootMeanSquaredError } from './root-mean-squared-error.ts';
export { liftAt, precisionAt, prepareLiftAt, preparePrecisionAt } from './top-share.ts';
export type { TopShareOptions } from './top-share.ts';
export type { Numbers, Prepared } from './vectors.ts';
export { ratioInterval, wilsonInterval } from './wilson-interval.ts';
