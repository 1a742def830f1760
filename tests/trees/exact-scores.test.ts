import { Oracle } from '@engage/xgboost/testing';
import { createScorer, readForest } from '@engage/trees';
import { randomModel } from './random-models.ts';

const MODELS = 200;

describe('the kernel against the official library, on 200 random models', () => {
  it.each(Array.from({ length: MODELS }, (_, index) => index))(
    'model %i: the same margins to the bit, Shapley values within 1e-5 that sum to them',
    (index) => {
      const { params, rounds, outputs, fit, rows, name } = randomModel(index);
      const oracle = Oracle.train({ params, rounds, fit });
      try {
        const scorer = createScorer(readForest(oracle.bytes('ubj')));

        const margins = scorer.predict(rows);
        const contributions = scorer.explain(rows);

        expect(Array.from(margins)).toEqual(Array.from(oracle.predict(rows, outputs)));
        const expected = oracle.explain(rows, outputs);
        const width = rows.columns + 1;
        for (let line = 0; line < margins.length; line += 1) {
          const [begin, end] = [line * width, (line + 1) * width];
          const found = contributions.subarray(begin, end);
          // Floats of this size are as far apart as that: the library adds in float32, too.
          const scale = Math.max(1, ...expected.subarray(begin, end).map(Math.abs));
          const sum = found.reduce((total, value) => total + value, 0);
          expect({ name, off: Math.abs(sum - margins[line]!) <= 1e-5 * scale }).toEqual({ name, off: true });
          found.forEach((value, at) =>
            expect(Math.abs(value - expected[begin + at]!)).toBeLessThanOrEqual(1e-5 * scale),
          );
        }
      } finally {
        oracle.free();
      }
    },
  );
});
