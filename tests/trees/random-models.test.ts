import { Oracle } from '@engage/xgboost/testing';
import { createScorer, predictPlainly, readForest, writeForest } from '@engage/trees';
import { randomModel } from './random-models.ts';

const MODELS = 200;

describe('against the official library, on 200 random models', () => {
  it.each(Array.from({ length: MODELS }, (_, index) => index))(
    'model %i: the same margins to the bit',
    (index) => {
      const { params, rounds, outputs, fit, rows, extremes } = randomModel(index);
      const oracle = Oracle.train({ params, rounds, fit });
      try {
        const expected = oracle.predict(rows, outputs);
        const read = readForest(oracle.bytes(index % 2 === 0 ? 'ubj' : 'json'));

        expect(Array.from(predictPlainly(read, rows))).toEqual(Array.from(expected));
        const atExtremes = Array.from(oracle.predict(extremes, outputs));
        expect(Array.from(predictPlainly(read, extremes))).toEqual(atExtremes);
        expect(Array.from(createScorer(read).predict(extremes))).toEqual(atExtremes);

        const written = Oracle.load(writeForest(read, index % 2 === 0 ? 'json' : 'ubj'));
        expect(Array.from(written.predict(rows, outputs))).toEqual(Array.from(expected));
        written.free();
        const values = oracle.predict(rows, outputs, 'value');
        const found = predictPlainly(read, rows, { output: 'value' });
        found.forEach((value, at) =>
          expect(Math.abs(value - values[at]!)).toBeLessThanOrEqual(
            2e-6 * Math.max(1, Math.abs(values[at]!)),
          ),
        );
      } finally {
        oracle.free();
      }
    },
  );
});
