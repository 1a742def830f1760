import { writeForest } from '../forest/write-forest.ts';
import { predictPlainly } from '../reference/predict.ts';
import { labelledRows } from '../testing/labelled-rows.ts';
import { TreesError } from '../trees-error.ts';
import type { Objective, TrainParams, TrainRequest } from './train-request.ts';
import { train } from './train.ts';
import { endIdleThreads } from './training-crew.ts';

const PARAMS: TrainParams = { rounds: 12, maxDepth: 4, learningRate: 0.3 };

function request(given: Partial<TrainRequest> = {}): TrainRequest {
  const objective = given.objective ?? 'squared-error';
  return {
    objective,
    params: PARAMS,
    fit: labelledRows({ seed: 1, rows: 3000, objective, missing: 0.05 }),
    seed: 7,
    threads: 1,
    ...given,
  };
}

async function bytesOf(given: Partial<TrainRequest>): Promise<Buffer> {
  return Buffer.from(writeForest((await train(request(given))).forest));
}

const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean squared distance of predictions from labels. */
function errorOf(predicted: Float32Array, labels: Float32Array): number {
  return meanOf(predicted.map((value, row) => (value - labels[row]!) ** 2));
}

describe('train()', () => {
  afterAll(endIdleThreads);

  it.each<Objective>(['squared-error', 'logistic', 'tweedie', 'poisson'])(
    'gives the same bytes on 1, 2 and 4 threads: %s, weights, sampling',
    async (objective) => {
      const given = {
        objective,
        fit: labelledRows({ seed: 2, rows: 5000, objective, missing: 0.1, weighted: true, categories: 40 }),
        params: { ...PARAMS, rowSample: 0.7, columnSample: 0.6, lambda: 2, alpha: 0.1 },
      };
      const one = await bytesOf({ ...given, threads: 1 });
      expect((await bytesOf({ ...given, threads: 2 })).equals(one)).toBe(true);
      expect((await bytesOf({ ...given, threads: 4 })).equals(one)).toBe(true);
      expect((await bytesOf({ ...given, seed: 8 })).equals(one)).toBe(false);
    },
  );

  it.each<Objective>(['squared-error', 'logistic', 'tweedie', 'poisson'])(
    'gives the same bytes without SIMD: %s',
    async (objective) => {
      for (const fit of [
        labelledRows({ seed: 12, rows: 5003, objective, missing: 0.1 }),
        labelledRows({ seed: 13, rows: 3001, objective, weighted: true, categories: 12 }),
      ]) {
        const given = request({ objective, fit, threads: 2, params: { ...PARAMS, rounds: 20 } });
        const [withSimd, without] = [await train(given), await train(given, { simd: false })];
        expect(writeForest(without.forest)).toEqual(writeForest(withSimd.forest));
      }
    },
  );

  it.each<Objective>(['squared-error', 'logistic', 'tweedie', 'poisson'])(
    'learns: predictions of new rows are far nearer than the mean, %s',
    async (objective) => {
      const { forest } = await train(request({ objective, params: { ...PARAMS, rounds: 40 } }));
      const test = labelledRows({ seed: 3, rows: 3000, objective });
      const predicted = predictPlainly(forest, test.matrix, { output: 'value' });
      const mean = test.labels.map(() => meanOf(test.labels));
      expect(errorOf(predicted, test.labels)).toBeLessThan(0.75 * errorOf(mean, test.labels));
      expect(Math.abs(meanOf(predicted) - meanOf(test.labels))).toBeLessThan(0.1);
    },
  );

  it('reports the loss that the model has on the tuning rows, unseen categories included', async () => {
    const tune = labelledRows({ seed: 4, rows: 1500, objective: 'logistic', missing: 0.1, categories: 9 });
    const { forest, history, metric } = await train(request({ objective: 'logistic', tune }));
    const probabilities = predictPlainly(forest, tune.matrix, { output: 'value' });
    const loss = probabilities.reduce(
      (sum, p, row) => sum - Math.log(tune.labels[row] === 1 ? p : 1 - p) / tune.labels.length,
      0,
    );
    expect(metric).toBe('logloss');
    expect(history).toHaveLength(12);
    expect(history.at(-1)).toBeCloseTo(loss, 5);
  });

  it('stops when patience is exhausted, and keeps the best round', async () => {
    const tune = labelledRows({ seed: 5, rows: 300 });
    const fit = labelledRows({ seed: 6, rows: 200 });
    const params = { rounds: 400, maxDepth: 6, learningRate: 0.5 };
    const { forest, rounds, history } = await train(request({ fit, tune, params, patience: 5 }));
    expect(rounds).toBe(history.indexOf(Math.min(...history)) + 1);
    expect(history).toHaveLength(rounds + 5);
    expect(forest.treeOutput).toHaveLength(rounds);
  });

  it('follows monotone constraints everywhere', async () => {
    const params = { ...PARAMS, rounds: 30, monotone: [1, -1, 0, 1, 0, 0, 0, 0, 0] };
    const { forest } = await train(request({ params }));
    const base = labelledRows({ seed: 9, rows: 400 }).matrix;
    const shifted = (column: number, by: number) => {
      const values = base.values.slice();
      for (let row = 0; row < base.rows; row += 1) values[row * base.columns + column]! += by;
      return predictPlainly(forest, { ...base, values });
    };
    const plain = predictPlainly(forest, base);
    for (const by of [0.05, 0.3, 2]) {
      shifted(0, by).forEach((value, row) => expect(value).toBeGreaterThanOrEqual(plain[row]!));
      shifted(1, by).forEach((value, row) => expect(value).toBeLessThanOrEqual(plain[row]!));
      shifted(3, by).forEach((value, row) => expect(value).toBeGreaterThanOrEqual(plain[row]!));
    }
    expect(shifted(0, 0.3).some((value, row) => value > plain[row]!)).toBe(true);
  });

  it('learns the same from rows that lie column by column', async () => {
    const fit = labelledRows({ seed: 1, rows: 3000, missing: 0.05 });
    const { rows, columns } = fit.matrix;
    const values = Float32Array.from(
      fit.matrix.values,
      (_, at) => fit.matrix.values[(at % rows) * columns + Math.floor(at / rows)]!,
    );
    const turned = { ...fit, matrix: { ...fit.matrix, values, layout: 'column-major' as const } };
    expect((await bytesOf({ fit: turned })).equals(await bytesOf({}))).toBe(true);
  });

  it('keeps bins for the others where a few rows weigh most', async () => {
    const labels = Float32Array.from({ length: 5000 }, (_, row) => row);
    const weights = labels.map((row) => (row < 10 ? 1e6 : 1));
    const matrix = { values: labels, rows: 5000, columns: 1, names: ['a'], categorical: [false] };
    const params = { rounds: 1, maxDepth: 12, learningRate: 1, lambda: 0 };
    const { forest } = await train(request({ fit: { matrix, labels, weights }, params }));
    const predicted = predictPlainly(forest, matrix);
    // 245 bins of some 20 rows each: no row is further from its bin's mean.
    const farthest = Math.max(...predicted.map((value, row) => Math.abs(value - labels[row]!)));
    expect(farthest).toBeLessThan(25);
  });

  it('takes thousands of categories, the rare ones as never seen', async () => {
    const fit = labelledRows({ seed: 11, rows: 20_000, categories: 10_000 });
    const { forest } = await train(request({ fit }));
    const predicted = predictPlainly(forest, fit.matrix);
    expect(predicted.every(Number.isFinite)).toBe(true);
    // The codes of the file are those of the rows, not the small ones that were counted with.
    const isByCategory = forest.categoryStart.some(
      (start, node) => node > 0 && start > forest.categoryStart[node - 1]!,
    );
    expect(isByCategory).toBe(true);
  });

  it.each([
    ['one row', { fit: labelledRows({ seed: 1, rows: 1 }) }],
    [
      'labels of one class',
      {
        objective: 'logistic' as const,
        fit: { ...labelledRows({ seed: 1, rows: 50 }), labels: new Float32Array(50).fill(1) },
      },
    ],
    ['missing values alone', { fit: labelledRows({ seed: 1, rows: 50, missing: 1 }) }],
    [
      'no events',
      {
        objective: 'tweedie' as const,
        fit: { ...labelledRows({ seed: 1, rows: 50 }), labels: new Float32Array(50) },
      },
    ],
    [
      'weights far apart',
      {
        fit: {
          ...labelledRows({ seed: 1, rows: 50 }),
          weights: Float32Array.from({ length: 50 }, (_, row) => (row % 2 === 0 ? 1e-6 : 1e6)),
        },
      },
    ],
    ['deep trees', { params: { ...PARAMS, maxDepth: 14, minChildWeight: 0 } }],
  ])('gives finite predictions for %s', async (_, given) => {
    const { forest } = await train(request(given));
    const { matrix } = request(given).fit;
    expect(predictPlainly(forest, matrix).every(Number.isFinite)).toBe(true);
  });

  it('tells every round, stops when it is asked to, and passes a listener’s error on', async () => {
    const seen: number[] = [];
    await train(request({ onRound: ({ round }) => seen.push(round) }));
    expect(seen).toEqual(Array.from({ length: 12 }, (_, round) => round + 1));

    const controller = new AbortController();
    const aborted = train(
      request({
        params: { ...PARAMS, rounds: 100_000 },
        signal: controller.signal,
        onRound: () => controller.abort(),
      }),
    );
    await expect(aborted).rejects.toThrow(/Training was stopped after round \d+ of 100000/);
    await expect(train(request({ signal: AbortSignal.abort() }))).rejects.toThrow('after round 0');
    const onRound = (): never => {
      throw new Error('not here');
    };
    await expect(train(request({ onRound }))).rejects.toThrow('not here');
  });

  const few = { ...PARAMS, lambda: 0, minChildWeight: 0 };
  const spread = (least: number, most: number, weight: (row: number) => number) => {
    const { matrix } = labelledRows({ seed: 1, rows: 400 });
    const labels = Float32Array.from({ length: 400 }, (_, row) =>
      matrix.values[row * 9]! > 0.5 ? most : least,
    );
    return { matrix, labels, weights: labels.map((_, row) => weight(row)) };
  };
  it.each<[Objective, string, TrainRequest['fit'], Partial<TrainParams>]>([
    ['squared-error', 'labels at the limits', spread(-1e15, 1e15, () => 1e4), {}],
    ['squared-error', 'the greatest weights', spread(-1e11, 1e11, () => 1e12), {}],
    ['squared-error', 'weights far apart', spread(-1, 1, (row) => (row % 2 ? 1e-12 : 1e12)), {}],
    ['logistic', 'the greatest weights', spread(0, 1, () => 1e12), {}],
    ['poisson', 'labels and weights at the limits', spread(0, 1e15, () => 1e12), {}],
    ['tweedie', 'labels and weights at the limits', spread(0, 1e15, () => 1e12), {}],
    ['tweedie', 'a power near 2', spread(0, 1e15, (row) => (row % 9 ? 1e12 : 1)), { tweediePower: 1.99 }],
  ])('learns finite numbers from the largest of %s: %s', async (objective, _, fit, more) => {
    const { forest } = await train(request({ objective, fit, params: { ...few, ...more } }));
    const predicted = predictPlainly(forest, fit.matrix, { output: 'value' });
    expect(predicted.every(Number.isFinite)).toBe(true);
    expect(forest.gain.every(Number.isFinite)).toBe(true);
    expect(forest.cover.every(Number.isFinite)).toBe(true);
    expect(Math.max(...predicted)).toBeGreaterThan(Math.min(...predicted));
  });

  it('refuses a model whose steps ran away', async () => {
    const params = {
      rounds: 200,
      maxDepth: 6,
      learningRate: 1,
      lambda: 0,
      minChildWeight: 0,
      tweediePower: 1.01,
      rowSample: 0.1,
    };
    const fit = labelledRows({ seed: 1, rows: 200, objective: 'tweedie' });
    const steep = train(request({ objective: 'tweedie', fit, params }));
    await expect(steep).rejects.toThrow(TreesError);
    await expect(steep).rejects.toThrow(/to stay finite, found .+; lower params.learningRate/);
  });

  const spoilt = (value: number, column: number) => {
    const fit = labelledRows({ seed: 1, rows: 50 });
    fit.matrix.values[3 * fit.matrix.columns + column] = value;
    return { fit };
  };
  it.each([
    [
      'an infinity',
      spoilt(Infinity, 2),
      'finite or missing values in column "c", found an infinity (row 3, counted from 0); ',
    ],
    ['half a category', spoilt(1.5, 4), 'column "e", found 1.5 (row 3, counted from 0); '],
    ['no rows', { fit: labelledRows({ seed: 1, rows: 0 }) }, 'Expected fit.matrix.rows'],
    [
      'a label beyond',
      {
        objective: 'logistic' as const,
        fit: { ...labelledRows({ seed: 1, rows: 4 }), labels: Float32Array.of(0, 1, 2, 0) },
      },
      'found 2 (row 2, counted from 0); ',
    ],
    ['a depth of 0', { params: { ...PARAMS, maxDepth: 0 } }, 'maxDepth'],
    ['no depth', { params: { rounds: 1, learningRate: 1 } as never }, 'params.maxDepth'],
    ['no rounds', { params: { maxDepth: 1, learningRate: 1 } as never }, 'params.rounds'],
  ])('refuses %s in words', async (_, given, words) => {
    const refused = train(request(given));
    await expect(refused).rejects.toThrow(TreesError);
    await expect(refused).rejects.toThrow(words);
  });
});
