import { Booster } from './booster.ts';
import { Library } from './library.ts';
import { LoadedModel } from './score-job.ts';
import { bruteForceShapley, readTrees } from './testing/brute-force-shapley.ts';
import { LIBRARY_PATH } from './testing/installed-library.ts';
import { smallData, type SmallDataOptions } from './testing/small-data.ts';
import { trainModel } from './train-job.ts';

const library = new Library(LIBRARY_PATH);
const watch = { onRound: () => undefined, isStopped: () => false };

describe('LoadedModel.explain()', () => {
  it.each<[string, SmallDataOptions & { objective: 'squared-error' | 'logistic' }]>([
    ['quantities', { objective: 'squared-error' }],
    ['missing values', { objective: 'squared-error', missing: 0.15 }],
    ['categories', { objective: 'squared-error', categorical: true }],
    [
      'a logistic objective with everything',
      { objective: 'logistic', task: 'binary', categorical: true, missing: 0.1 },
    ],
  ])('equals Shapley values over all subsets of the features, with %s', (_, options) => {
    const rows = smallData({ rows: 400, columns: 6, seed: 11, ...options });
    const { columns, values } = rows.matrix;
    const params = { rounds: 6, maxDepth: 4, learningRate: 0.5 };
    const order = { objective: options.objective, params, fit: rows, seed: 7, threads: 1 };
    const { bytes } = trainModel(library, order, watch);
    const trees = treesOf(bytes);
    const model = new LoadedModel(library, bytes, 1);
    try {
      const contributions = model.explain(rows.matrix);
      const margins = model.predict(rows.matrix, 'margin');
      for (let row = 0; row < 60; row += 1) {
        const expected = bruteForceShapley(trees, values.slice(row * columns, (row + 1) * columns));
        const found = contributions.slice(row * (columns + 1), (row + 1) * (columns + 1));
        expected.forEach((value, column) =>
          expect(Math.abs(value - (found[column] ?? NaN))).toBeLessThan(1e-5),
        );
        const sum = found.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - (margins[row] ?? NaN))).toBeLessThan(1e-5);
      }
    } finally {
      model.free();
    }
  });
});

function treesOf(bytes: Uint8Array) {
  const booster = Booster.fromBytes(library, bytes);
  try {
    return readTrees(new TextDecoder().decode(booster.toBytes('json')));
  } finally {
    booster.free();
  }
}
