import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  averagePrecisionScore,
  brierLoss,
  expectedCalibrationError,
  expectedMaximumProfit,
  flagPrecisionScore,
  flagRecallScore,
  liftAt,
  logLoss,
  meanAbsoluteError,
  normalisedGini,
  precisionAt,
  r2Score,
  rocAucScore,
  rootMeanSquaredError,
} from './index.ts';

interface Golden {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly name: string;
    readonly actual: readonly number[];
    readonly predicted: readonly number[];
    readonly weights: readonly number[] | null;
    readonly expected: Readonly<Record<string, number>>;
  }[];
}

type Compute = (
  actual: readonly number[],
  predicted: readonly number[],
  weights?: readonly number[],
) => number;

const OTHER = { alpha: 3.5, beta: 2.25, lifetimeValueUsd: 120, offerCostUsd: 25, contactCostUsd: 4 };
const computed: Readonly<Record<string, Compute>> = {
  r2Score,
  rootMeanSquaredError,
  meanAbsoluteError,
  normalisedGini,
  rocAucScore,
  averagePrecisionScore,
  brierLoss,
  logLoss,
  flagPrecisionScore: (labels, scores, weights) => flagPrecisionScore(labels, scores, 0.7, weights),
  flagRecallScore: (labels, scores, weights) => flagRecallScore(labels, scores, 0.7, weights),
  expectedMaximumProfit: (labels, scores) => expectedMaximumProfit(labels, scores),
  expectedMaximumProfitOther: (labels, scores) => expectedMaximumProfit(labels, scores, OTHER),
  expectedCalibrationError: (labels, scores) => expectedCalibrationError(labels, scores),
  ...Object.fromEntries(
    [0.01, 0.05, 0.1, 0.2].flatMap((share): [string, Compute][] => [
      [`precisionAt ${share}`, (labels, scores) => precisionAt(labels, scores, share)],
      [`liftAt ${share}`, (labels, scores) => liftAt(labels, scores, share)],
    ]),
  ),
};

const file = join(import.meta.dirname, 'golden', 'scikit-learn.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

describe(`scikit-learn ${golden.versions['scikit-learn']} and empulse ${golden.versions['empulse']}`, () => {
  for (const { name, actual, predicted, weights, expected } of golden.cases)
    it.each(Object.entries(expected))(`${name}: %s equals %d`, (metric, value) => {
      const found = computed[metric]!(actual, predicted, weights ?? undefined);
      expect(Math.abs(found - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
    });
});
