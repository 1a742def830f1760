import fc from 'fast-check';
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

interface Entry {
  readonly name: string;
  readonly kind: 'binary' | 'regression';
  readonly score: (actual: number[], predicted: number[], weights?: number[]) => number;
  /** What the metric is when every prediction is right; undefined where it depends on the data. */
  readonly perfect?: number;
  /** True when nothing can be said with one class, or with equal values, alone. */
  readonly needsContrast: boolean;
  /** True when only the order of the predictions matters. */
  readonly rankOnly: boolean;
}

const withWeights = (weights?: number[]) => (weights ? { weights } : {});

/** Every metric of this library; a new one is added here and has all of the invariants below. */
const METRICS: readonly Entry[] = [
  { name: 'r2Score', kind: 'regression', score: r2Score, perfect: 1, needsContrast: true, rankOnly: false },
  {
    name: 'rootMeanSquaredError',
    kind: 'regression',
    score: rootMeanSquaredError,
    perfect: 0,
    needsContrast: false,
    rankOnly: false,
  },
  {
    name: 'meanAbsoluteError',
    kind: 'regression',
    score: meanAbsoluteError,
    perfect: 0,
    needsContrast: false,
    rankOnly: false,
  },
  {
    name: 'normalisedGini',
    kind: 'regression',
    score: normalisedGini,
    perfect: 1,
    needsContrast: true,
    rankOnly: true,
  },
  {
    name: 'rocAucScore',
    kind: 'binary',
    score: rocAucScore,
    perfect: 1,
    needsContrast: true,
    rankOnly: true,
  },
  {
    name: 'averagePrecisionScore',
    kind: 'binary',
    score: averagePrecisionScore,
    perfect: 1,
    needsContrast: false,
    rankOnly: true,
  },
  { name: 'brierLoss', kind: 'binary', score: brierLoss, perfect: 0, needsContrast: false, rankOnly: false },
  { name: 'logLoss', kind: 'binary', score: logLoss, perfect: 0, needsContrast: false, rankOnly: false },
  {
    name: 'expectedCalibrationError',
    kind: 'binary',
    score: (actual, predicted, weights) => expectedCalibrationError(actual, predicted, withWeights(weights)),
    perfect: 0,
    needsContrast: false,
    rankOnly: false,
  },
  {
    name: 'expectedMaximumProfit',
    kind: 'binary',
    score: (actual, predicted, weights) => expectedMaximumProfit(actual, predicted, withWeights(weights)),
    needsContrast: true,
    rankOnly: true,
  },
  {
    name: 'precisionAt',
    kind: 'binary',
    score: (actual, predicted, weights) => precisionAt(actual, predicted, 0.2, withWeights(weights)),
    needsContrast: false,
    rankOnly: true,
  },
  {
    name: 'liftAt',
    kind: 'binary',
    score: (actual, predicted, weights) => liftAt(actual, predicted, 0.2, withWeights(weights)),
    needsContrast: false,
    rankOnly: true,
  },
  {
    name: 'flagPrecisionScore',
    kind: 'binary',
    score: (actual, predicted, weights) => flagPrecisionScore(actual, predicted, 0.7, weights),
    perfect: 1,
    needsContrast: false,
    rankOnly: false,
  },
  {
    name: 'flagRecallScore',
    kind: 'binary',
    score: (actual, predicted, weights) => flagRecallScore(actual, predicted, 0.7, weights),
    perfect: 1,
    needsContrast: false,
    rankOnly: false,
  },
];

interface Sample {
  readonly actual: number;
  readonly predicted: number;
  readonly copies: number;
}

/** Rows with ties on purpose: predictions come from a grid of eleven values. */
const samples = (kind: Entry['kind']) =>
  fc
    .array(
      fc.record<Sample>({
        actual: kind === 'binary' ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: 0, max: 50 }),
        predicted: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
        copies: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 2, maxLength: 40 },
    )
    .filter((rows) => new Set(rows.map((row) => row.actual)).size > 1);

const actualOf = (rows: readonly Sample[]) => rows.map((row) => row.actual);
const predictedOf = (rows: readonly Sample[]) => rows.map((row) => row.predicted);
const near = (found: number, expected: number) =>
  Number.isNaN(expected) ? Number.isNaN(found) : Math.abs(found - expected) < 1e-9 * (1 + Math.abs(expected));

describe.each(METRICS)('$name()', ({ kind, score, perfect, needsContrast, rankOnly }) => {
  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(samples(kind), fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows.map((row) => ({ row, key: keys.next().value ?? 0 }));
        const other = shuffled.sort((a, b) => a.key - b.key).map(({ row }) => row);
        return near(score(actualOf(other), predictedOf(other)), score(actualOf(rows), predictedOf(rows)));
      }),
    );
  });

  it('counts a weight as that many copies of the row', () => {
    fc.assert(
      fc.property(samples(kind), (rows) => {
        const copied = rows.flatMap((row) => Array.from({ length: row.copies }, () => row));
        fc.pre(new Set(actualOf(copied)).size > 1);
        const weights = rows.map((row) => row.copies);
        return near(
          score(actualOf(rows), predictedOf(rows), weights),
          score(actualOf(copied), predictedOf(copied)),
        );
      }),
    );
  });

  if (rankOnly)
    it('depends on the order of the predictions only', () => {
      fc.assert(
        fc.property(samples(kind), (rows) =>
          near(
            score(
              actualOf(rows),
              predictedOf(rows).map((value) => Math.exp(3 * value) - 5),
            ),
            score(actualOf(rows), predictedOf(rows)),
          ),
        ),
      );
    });

  if (perfect !== undefined)
    it(`is ${perfect} when every prediction is right`, () => {
      fc.assert(fc.property(samples(kind), (rows) => near(score(actualOf(rows), actualOf(rows)), perfect)));
    });

  it('is NaN exactly where nothing can be said with one class alone', () => {
    const found = score([1, 1, 1], [0.8, 0.9, 0.75]);
    expect(Number.isNaN(found)).toBe(needsContrast);
  });

  it('refuses no rows, unequal lengths, and values that are not finite', () => {
    expect(() => score([], [])).toThrow(RangeError);
    expect(() => score([0, 1], [0.5])).toThrow(RangeError);
    expect(() => score([0, 1], [0.5, NaN])).toThrow('found NaN (row 1)');
    expect(() => score([NaN, 1], [0.5, 0.5])).toThrow('(row 0)');
    expect(() => score([0, 1], [0.5, Infinity])).toThrow(RangeError);
  });

  it('refuses weights that are negative, all zero, or of another length', () => {
    expect(() => score([0, 1], [0.2, 0.8], [1, -1])).toThrow('found -1 (row 1)');
    expect(() => score([0, 1], [0.2, 0.8], [0, 0])).toThrow(RangeError);
    expect(() => score([0, 1], [0.2, 0.8], [1])).toThrow(RangeError);
  });
});

describe.each(METRICS.filter(({ kind }) => kind === 'binary'))('$name()', ({ score }) => {
  it('refuses labels other than 0 and 1', () => {
    expect(() => score([0, 2], [0.2, 0.8])).toThrow(RangeError);
  });
});
