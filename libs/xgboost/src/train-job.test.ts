import { EngineError, rowsOf, type LabelledRows, type TrainRequest } from '@engage/engine';
import { Booster } from './booster.ts';
import { Library } from './library.ts';
import { LoadedModel } from './score-job.ts';
import { LIBRARY_PATH } from './testing/installed-library.ts';
import { smallData } from './testing/small-data.ts';
import { trainParamsOf } from './train-params.ts';
import { fitMatrix, trainModel, type TrainOrder } from './train-job.ts';

const library = new Library(LIBRARY_PATH);
/** The oldest supported line gives other bytes on other numbers of threads, and no base score of its own. */
const isOld = library.version.startsWith('1.');
const watch = { onRound: () => undefined, isStopped: () => false };
const params = { rounds: 40, maxDepth: 4, learningRate: 0.2 };

function train(fit: LabelledRows, more: Partial<TrainOrder> = {}) {
  return trainModel(
    library,
    { objective: 'squared-error', params, fit, seed: 7, threads: 1, ...more },
    watch,
  );
}

function predict(bytes: Uint8Array, rows: LabelledRows, output: 'margin' | 'value' = 'value'): Float32Array {
  const model = new LoadedModel(library, bytes, 1);
  try {
    return model.predict(rows.matrix, output);
  } finally {
    model.free();
  }
}

describe('trainModel()', () => {
  it('explains nearly all of a target that follows its columns', () => {
    const rows = smallData({ rows: 3000, columns: 6 });
    const later = smallData({ rows: 1000, columns: 6, seed: 2 });
    expect(r2(later.labels, predict(train(rows).bytes, later))).toBeGreaterThan(0.97);
  });

  it('learns through missing values and from categories', () => {
    const options = { rows: 4000, columns: 5, missing: 0.05, categorical: true };
    const later = smallData({ ...options, seed: 2, rows: 1000 });
    expect(r2(later.labels, predict(train(smallData(options)).bytes, later))).toBeGreaterThan(0.8);
    // The codes carry no order, so the same rows without the mark fit worse at the root.
    const shallow = { params: { rounds: 1, maxDepth: 2, learningRate: 1 } };
    const marked = smallData({ ...options, missing: 0 });
    const unmarked = { ...marked, matrix: { ...marked.matrix, categorical: Array<boolean>(5).fill(false) } };
    expect(train(marked, shallow).bytes).not.toEqual(train(unmarked, shallow).bytes);
  });

  it.each<[TrainRequest['objective'], 'binary' | 'counts']>([
    ['logistic', 'binary'],
    ['poisson', 'counts'],
    ['tweedie', 'counts'],
  ])('fits the %s objective, on its own scale', (objective, task) => {
    const rows = smallData({ rows: 2000, task });
    const values = predict(train(rows, { objective, params: { ...params, tweediePower: 1.3 } }).bytes, rows);
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.abs(mean(values) - mean(rows.labels))).toBeLessThan(0.03);
    expect(r2(rows.labels, values)).toBeGreaterThan(0.3);
  });

  it('reports the Tweedie power that was asked for', () => {
    const rows = smallData({ rows: 300, task: 'counts' });
    const order = { objective: 'tweedie', params: { ...params, rounds: 1, tweediePower: 1.3 } } as const;
    expect(train(rows, { ...order, tune: rows }).metric).toBe('tweedie-nloglik@1.3');
  });

  it('keeps the direction of a monotone constraint for every row', () => {
    const rows = smallData({ rows: 800, seed: 3 });
    // Against the data, in which the target rises with column 0.
    const { bytes } = train(rows, { params: { ...params, monotone: [-1, 0, 0, 0] } });
    const { columns, values } = rows.matrix;
    const raised = new Float32Array(new SharedArrayBuffer(values.byteLength));
    raised.set(values.map((value, at) => (at % columns === 0 ? value + 0.3 : value)));
    const before = predict(bytes, rows);
    const after = predict(bytes, { ...rows, matrix: { ...rows.matrix, values: raised } });
    after.forEach((value, row) => expect(value).toBeLessThanOrEqual((before[row] ?? NaN) + 1e-6));
  });

  it('gives weightless rows no say', () => {
    const rows = smallData({ rows: 600 });
    const labels = new Float32Array(new SharedArrayBuffer(4 * 600));
    const weights = new Float32Array(new SharedArrayBuffer(4 * 600));
    rows.labels.forEach((label, row) => {
      weights[row] = row % 2;
      labels[row] = row % 2 === 1 ? label : 1000;
    });
    const values = predict(train({ ...rows, labels, weights }).bytes, rows);
    expect(Math.max(...values)).toBeLessThan(10);
  });

  // Byte identity is no promise of the oldest line, so there it is held to one thread alone.
  it.each(isOld ? [1] : [1, 2])('gives the same bytes twice and on %i threads, sampled or not', (threads) => {
    const rows = smallData({ rows: 5000, columns: 8, missing: 0.02 });
    const sampled = { params: { ...params, rowSample: 0.6, columnSample: 0.6 } };
    expect(train(rows, { threads }).bytes).toEqual(train(rows).bytes);
    expect(train(rows, { ...sampled, threads }).bytes).toEqual(train(rows, sampled).bytes);
    expect(train(rows, { ...sampled, seed: 8 }).bytes).not.toEqual(train(rows, sampled).bytes);
  });

  it('stops when patience is exhausted, and keeps the best round only', () => {
    const fit = smallData({ rows: 200, columns: 8 });
    const tune = smallData({ rows: 200, columns: 8, seed: 2 });
    const greedy = { params: { rounds: 500, maxDepth: 6, learningRate: 0.5 } };
    const stopped = train(fit, { ...greedy, tune, patience: 10 });
    const best = stopped.history.indexOf(Math.min(...stopped.history)) + 1;
    expect(stopped.rounds).toBe(best);
    expect(stopped.history).toHaveLength(best + 10);
    const exact = train(fit, { params: { ...greedy.params, rounds: best } });
    expect(predict(stopped.bytes, tune)).toEqual(predict(exact.bytes, tune));
  });

  it('keeps every round without patience', () => {
    const fit = smallData({ rows: 200, columns: 8 });
    const trained = train(fit, { tune: smallData({ rows: 100, columns: 8, seed: 2 }) });
    expect(trained.rounds).toBe(params.rounds);
    expect(trained.history).toHaveLength(params.rounds);
    expect(trained.metric).toBe('rmse');
    expect(train(fit)).toMatchObject({ rounds: params.rounds, history: [], metric: '' });
  });

  it("fails with the library's own words when a parameter is refused", () => {
    const refused = () => train(smallData(), { params: { ...params, learningRate: -1, maxDepth: -3 } });
    expect(refused).toThrow(EngineError);
    expect(refused).toThrow(/max_depth|eta|learning_rate/);
    expect(refused).not.toThrow(/Stack trace|^\[\d\d:/);
  });

  it('fails when a label is missing or impossible', () => {
    const rows = smallData({ rows: 100 });
    rows.labels[3] = NaN;
    expect(() => train(rows)).toThrow(/[Ll]abel/);
    rows.labels[3] = 2;
    expect(() => train(rows, { objective: 'logistic' })).toThrow(
      /label must be in .* for logistic regression/,
    );
  });

  it('stops between rounds when it is told to', () => {
    let rounds = 0;
    const order = { objective: 'squared-error', params, fit: smallData(), seed: 7, threads: 1 } as const;
    const stopping = { onRound: () => void (rounds += 1), isStopped: () => rounds === 3 };
    expect(() => trainModel(library, order, stopping)).toThrow('Training was stopped after round 3 of 40');
  });

  it('gives all of its memory back', () => {
    const rows = smallData({ rows: 10_000, columns: 20 });
    const quick = { params: { rounds: 1, maxDepth: 2, learningRate: 0.1, maxBins: 16 }, tune: rows };
    const few = rowsOf(rows.matrix, 0, 500);
    const cycle = (): void => {
      const model = new LoadedModel(library, train(rows, quick).bytes, 1);
      model.explain(few);
      model.free();
      model.free();
    };
    // The two sparse copies that each cycle makes take 3.2 MB.
    expect(growthMb(cycle, 50)).toBeLessThan(40);
  });
});

describe('fitMatrix()', () => {
  it.each(['weighted', 'not weighted'])(
    'gives the same model from bins as from a sparse copy, %s',
    (kind) => {
      const rows = smallData({ rows: 6000, columns: 6, missing: 0.1, categorical: true });
      const weights = new Float32Array(new SharedArrayBuffer(4 * 6000));
      weights.forEach((_, row) => (weights[row] = 1 + (row % 5)));
      const fit = kind === 'weighted' ? { ...rows, weights } : rows;
      const [sparse, bins] = [Infinity, 0].map((mostSparseBytes) => {
        const order = { objective: 'squared-error', fit, params, seed: 7, threads: 2 } as const;
        const matrix = fitMatrix(library, order, mostSparseBytes);
        const booster = Booster.create(library, [matrix]);
        trainParamsOf(order).forEach(([name, value]) => booster.setParam(name, value));
        for (let round = 0; round < 10; round += 1) booster.update(round, matrix);
        const bytes = booster.toBytes();
        booster.free();
        matrix.free();
        return bytes;
      });
      if (isOld) expect(bins?.length).toBeGreaterThan(1000);
      else expect(bins).toEqual(sparse);
    },
  );

  it('gives back the memory of bins too', () => {
    const fit = smallData({ rows: 10_000, columns: 20 });
    const cycle = (): void => fitMatrix(library, { fit, params, threads: 1 }, 0).free();
    // A matrix in bins takes 0.2 MB, the labels and the cuts come on top.
    expect(growthMb(cycle, 100)).toBeLessThan(15);
  });
});

/** By how many megabytes the process has grown after so many cycles, apart from the first few. */
function growthMb(cycle: () => void, cycles: number): number {
  for (let count = 0; count < 10; count += 1) cycle();
  const before = process.memoryUsage().rss;
  for (let count = 0; count < cycles; count += 1) cycle();
  return (process.memoryUsage().rss - before) / 2 ** 20;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function r2(labels: Float32Array, values: Float32Array): number {
  const middle = mean(labels);
  const error = labels.reduce((sum, label, row) => sum + (label - (values[row] ?? NaN)) ** 2, 0);
  return 1 - error / labels.reduce((sum, label) => sum + (label - middle) ** 2, 0);
}
