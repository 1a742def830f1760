import { EngineError, rowsOf, type Matrix } from '@engage/engine';
import fc from 'fast-check';
import { Library } from './library.ts';
import { LoadedModel } from './score-job.ts';
import { LIBRARY_PATH } from './testing/installed-library.ts';
import { smallData } from './testing/small-data.ts';
import { trainModel } from './train-job.ts';

const library = new Library(LIBRARY_PATH);
const rows = smallData({ rows: 20_000, columns: 5, missing: 0.1, categorical: true, task: 'binary' });
const { bytes } = trainModel(
  library,
  {
    objective: 'logistic',
    params: { rounds: 10, maxDepth: 4, learningRate: 0.3 },
    fit: rows,
    seed: 7,
    threads: 2,
  },
  { onRound: () => undefined, isStopped: () => false },
);
let model: LoadedModel;
beforeAll(() => {
  model = new LoadedModel(library, bytes, 2);
});
afterAll(() => model.free());

describe('LoadedModel', () => {
  it('predict() gives values that are the logistic function of the margins', () => {
    const margins = model.predict(rows.matrix, 'margin');
    model.predict(rows.matrix, 'value').forEach((value, row) => {
      expect(Math.abs(value - 1 / (1 + Math.exp(-(margins[row] ?? NaN))))).toBeLessThan(1e-6);
    });
  });

  it('gives any range of rows what it gives them within the whole', () => {
    const margins = model.predict(rows.matrix, 'margin');
    const contributions = model.explain(rows.matrix);
    const { rows: count, columns } = rows.matrix;
    fc.assert(
      fc.property(fc.nat(count), fc.nat(3000), (from, length) => {
        const to = Math.min(from + length, count);
        const part = rowsOf(rows.matrix, from, to);
        expect(model.predict(part, 'margin')).toEqual(margins.slice(from, to));
        const width = columns + 1;
        expect(model.explain(part)).toEqual(contributions.slice(from * width, to * width));
      }),
      { numRuns: 15 },
    );
  });

  it('explain() gives rows that sum to their margins, the same on one thread', () => {
    const margins = model.predict(rows.matrix, 'margin');
    const contributions = model.explain(rows.matrix);
    const width = rows.matrix.columns + 1;
    margins.forEach((margin, row) => {
      const sum = contributions
        .slice(row * width, (row + 1) * width)
        .reduce((total, value) => total + value, 0);
      expect(Math.abs(sum - margin)).toBeLessThan(1e-5);
    });
    const single = new LoadedModel(library, bytes, 1);
    expect(single.explain(rows.matrix)).toEqual(contributions);
    single.free();
  });

  it('gives nothing for no rows', () => {
    const none = rowsOf(rows.matrix, 0, 0);
    expect(model.predict(none, 'value')).toHaveLength(0);
    expect(model.explain(none)).toHaveLength(0);
  });

  it('refuses columns that are not the ones it was trained on', () => {
    const names = ['x0', 'x2', 'x1', 'x3', 'x4'];
    const swapped: Matrix = { ...rows.matrix, names };
    expect(() => model.predict(swapped, 'value')).toThrow(
      'Expected column 2 to be "x1" as in the model, found "x2"',
    );
    const narrow = smallData({ rows: 10, columns: 4 }).matrix;
    expect(() => model.explain(narrow)).toThrow('Expected the 5 columns');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('not a model')],
    ['half of a model', bytes.slice(0, bytes.length / 2)],
    ['other JSON', new TextEncoder().encode('{"learner":{}}')],
  ])('refuses %s as a model', (_, garbage) => {
    expect(() => new LoadedModel(library, garbage, 1)).toThrow(EngineError);
  });

  it('may be freed twice, and is of no use after', () => {
    const freed = new LoadedModel(library, bytes, 1);
    freed.free();
    freed.free();
    expect(() => freed.predict(rows.matrix, 'value')).toThrow('found one that was freed');
  });
});
