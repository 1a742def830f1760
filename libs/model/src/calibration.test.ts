import { randomStream, rocAucScore } from '@engage/metrics';
import fc from 'fast-check';
import { applyCalibration, linkOf, logistic } from './calibration.ts';
import { chooseCalibration } from './choose-calibration.ts';
import { fitIsotonic } from './fit-isotonic.ts';
import { fitPlatt } from './fit-platt.ts';

/** Margins and labels whose true probability is logistic(shape(margin)). */
function sample(rows: number, seed: number, shape: (margin: number) => number) {
  const stream = randomStream(seed);
  const uniform = () => stream.word() / 2 ** 32;
  const margins = Float32Array.from({ length: rows }, () => (uniform() + uniform() + uniform() - 1.5) * 4);
  const labels = Float64Array.from(margins, (margin) => Number(uniform() < logistic(shape(margin))));
  return { margins, labels };
}

describe('applyCalibration()', () => {
  it('applies the link of the task', () => {
    expect([...applyCalibration(linkOf('regression'), [1.5, -2])]).toEqual([1.5, -2]);
    expect([...applyCalibration(linkOf('tweedie'), [0, 1])]).toEqual([1, Math.E]);
    expect([...applyCalibration(linkOf('binary'), [0])]).toEqual([0.5]);
  });

  it('reads an isotonic curve linearly, flat outside', () => {
    const curve = { method: 'isotonic', margins: [-1, 1, 2], probabilities: [0.2, 0.6, 0.9] } as const;
    const found = [...applyCalibration(curve, [-9, -1, 0, 1, 1.5, 2, 9])];
    [0.2, 0.2, 0.4, 0.6, 0.75, 0.9, 0.9].forEach((value, index) =>
      expect(found[index]).toBeCloseTo(value, 12),
    );
  });
});

describe('fitPlatt()', () => {
  it('finds the slope and intercept that made the labels', () => {
    const { margins, labels } = sample(40_000, 3, (margin) => 0.6 * margin - 0.4);
    const found = fitPlatt(margins, labels);
    if (found.method !== 'platt') throw new Error('Expected Platt');
    expect(found.slope).toBeCloseTo(0.6, 1);
    expect(found.intercept).toBeCloseTo(-0.4, 1);
  });

  it('stays finite when the classes are separable, and when margins are huge', () => {
    for (const margins of [
      [-1, -2, 1, 2],
      [-1000, -900, 900, 1000],
    ])
      for (const probability of applyCalibration(fitPlatt(margins, [0, 0, 1, 1]), margins))
        expect(probability > 0 && probability < 1).toBe(true);
  });
});

describe('fitIsotonic()', () => {
  it('is ascending and keeps the mean, so that it pools and does not lose', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const margins = pairs.map(([margin]) => margin);
        const labels = pairs.map(([, label]) => label);
        const curve = fitIsotonic(margins, labels);
        if (curve.method !== 'isotonic') return false;
        const ascending = curve.probabilities.every((p, i) => i === 0 || p >= curve.probabilities[i - 1]!);
        const fitted = applyCalibration(curve, margins).reduce((sum, p) => sum + p, 0);
        const positives = labels.reduce((sum, label) => sum + label, 0);
        return ascending && Math.abs(fitted - positives) <= 1.0001;
      }),
    );
  });

  it('pools a violation into its mean', () => {
    const curve = fitIsotonic([1, 2, 3, 4], [0, 1, 0, 1]);
    expect(applyCalibration(curve, [2, 2.5, 3])).toEqual(Float64Array.of(0.5, 0.5, 0.5));
  });
});

describe('chooseCalibration()', () => {
  it('keeps a model that is right, straightens one that is too sure, bends one that is curved', () => {
    const choose = (shape: (margin: number) => number) => {
      const { margins, labels } = sample(8000, 5, shape);
      return chooseCalibration('binary', margins, labels, 7);
    };
    expect(choose((margin) => 0.4 * margin).calibration.method).toBe('platt');
    expect(choose((margin) => (margin < 0 ? -2.5 : margin < 1 ? 0.3 : 3)).calibration.method).toBe(
      'isotonic',
    );
    const right = choose((margin) => margin);
    expect(right.calibration.method).toBe('none');
    expect(Object.keys(right.logLoss)).toEqual(['none', 'platt', 'isotonic']);
  });

  it('never changes the order of two customers', () => {
    const { margins, labels } = sample(2000, 9, (margin) => 0.5 * margin);
    const { calibration } = chooseCalibration('binary', margins, labels, 7);
    expect(rocAucScore(labels, applyCalibration(calibration, margins))).toBeCloseTo(
      rocAucScore(labels, margins),
      2,
    );
  });

  it('gives the same choice for the same seed', () => {
    const { margins, labels } = sample(500, 2, (margin) => margin);
    expect(chooseCalibration('binary', margins, labels, 4)).toEqual(
      chooseCalibration('binary', margins, labels, 4),
    );
  });

  it('chooses nothing for other tasks, or with too few of a class', () => {
    const { margins, labels } = sample(40, 2, (margin) => margin);
    expect(chooseCalibration('tweedie', margins, labels, 1)).toEqual({
      calibration: { method: 'none', link: 'log' },
      logLoss: {},
    });
    expect(chooseCalibration('binary', margins, labels, 1).logLoss).toEqual({});
  });
});
