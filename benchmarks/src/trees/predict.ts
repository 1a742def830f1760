import { createScorer } from '@engage/trees';
import { interleaved, officialLibrary, type Group } from './group.ts';
import { modelOf } from './models.ts';
import { tableOf } from './tables.ts';

const ROWS = 131_072;
const COLUMNS = 14;

/** Margins of many rows against the official library's, by CPU time; every bit is compared. */
export const predict: Group = {
  name: 'predict',
  async run(options) {
    options.say('Prediction, 300 × depth 6');
    const rows = options.smoke ? 256 : ROWS;
    const { bytes, forest } = await modelOf({ rounds: 300, maxDepth: 6, columns: COLUMNS }, options);
    const { matrix } = tableOf({ kind: 'numbers', rows, columns: COLUMNS, seed: 4 });
    const scorer = createScorer(forest);
    const into = new Float32Array(rows);
    const library = await officialLibrary();
    try {
      const theirs = await library.load(bytes, 1);
      const expected = await theirs.predict(matrix, 'margin');
      scorer.predict(matrix, { into });
      if (Buffer.compare(Buffer.from(into.buffer), Buffer.from(expected.buffer)) !== 0)
        throw new Error('Expected the margins of the official library to the bit, found others');
      const taken = await interleaved(options.repeats, {
        ours: () => scorer.predict(matrix, { into }),
        xgboost: () => theirs.predict(matrix, 'margin'),
      });
      const rateOf = (seconds: number) => ({ value: rows / seconds, unit: 'rows/CPU s' });
      return {
        measurements: [
          {
            what: 'Predict 300 × depth 6: Engage',
            seconds: taken.ours.cpu,
            peakMb: null,
            rate: rateOf(taken.ours.cpu),
          },
          {
            what: 'Predict 300 × depth 6: XGBoost, one thread',
            seconds: taken.xgboost.cpu,
            peakMb: null,
            rate: rateOf(taken.xgboost.cpu),
          },
        ],
        verdicts: [
          {
            what: 'Predict 300 × depth 6, times XGBoost, every bit the same',
            value: taken.xgboost.cpu / taken.ours.cpu,
            unit: '×',
            goal: { atLeast: 4 },
          },
        ],
      };
    } finally {
      await library.close();
    }
  },
};
