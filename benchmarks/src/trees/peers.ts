import { createScorer } from '@engage/trees';
import type { Measurement, Verdict } from '../benchmark.ts';
import { withoutBias } from './exact.ts';
import { interleaved, largestDifference, type Group } from './group.ts';
import { modelOf } from './models.ts';
import { askPeers, type Asked } from './python-peers.ts';
import { tableOf } from './tables.ts';

const COLUMNS = 14;
const ROWS = 65_536;
/** Rows that the peers explain, and that they predict. */
const EXPLAINED = 100;
const PREDICTED = 20_000;
const NAMES: Readonly<Partial<Record<Asked, string>>> = {
  shap: 'shap.TreeExplainer',
  treelite: 'treelite GTIL',
  tl2cgen: 'TL2cgen, compiled by gcc',
};

/** The same model explained and predicted by the known libraries, one thread, CPU time, beside ours. */
export const peers: Group = {
  name: 'peers',
  async run(options) {
    const { smoke, repeats } = options;
    const rows = smoke ? 64 : ROWS;
    const { file, forest } = await modelOf({ rounds: 300, maxDepth: 6, columns: COLUMNS }, options);
    const { matrix } = tableOf({ kind: 'numbers', rows, columns: COLUMNS, seed: 7 });
    const scorer = createScorer(forest);
    const contributions = scorer.explain(matrix);
    const margins = scorer.predict(matrix);
    options.say('Peers: ours');
    const taken = await interleaved(repeats, {
      explain: () => scorer.explain(matrix, { into: contributions }),
      predict: () => scorer.predict(matrix, { into: margins }),
    });
    const measurements: Measurement[] = [];
    const verdicts: Verdict[] = [];
    let versions: Readonly<Record<string, string>> = {};
    const compare = async (
      what: string,
      asked: readonly Asked[],
      count: number,
      cpu: number,
      ours: Float32Array,
    ) => {
      options.say(`Peers: ${asked.join(', ')}`);
      const sample = matrix.values.subarray(0, Math.min(count, rows) * COLUMNS);
      const reply = await askPeers(
        { model: file, columns: COLUMNS, rows: sample, asked, repeats: smoke ? 1 : repeats },
        options,
      );
      ({ versions } = reply);
      const unit = 'rows/CPU s';
      measurements.push({
        what: `${what}: Engage`,
        seconds: cpu,
        peakMb: null,
        rate: { value: rows / cpu, unit },
      });
      for (const one of asked) {
        const answer = reply.answers[one];
        const name = `${what}: ${NAMES[one] ?? one}`;
        if (answer === undefined || answer.error !== undefined) {
          measurements.push({
            what: name,
            seconds: Number.NaN,
            peakMb: null,
            note: `did not run: ${answer?.error ?? 'not asked'}`,
          });
          continue;
        }
        const rate = answer.rows / answer.cpu;
        const difference = largestDifference(ours, answer.values);
        measurements.push({
          what: name,
          seconds: answer.cpu,
          peakMb: null,
          rate: { value: rate, unit },
          note: `${answer.rows} rows; largest difference to ours ${difference.toExponential(1)}`,
        });
        verdicts.push({
          what: `${what}, times ${NAMES[one] ?? one}`,
          value: rows / cpu / rate,
          unit: '×',
          goal: null,
        });
      }
    };
    await compare(
      'SHAP',
      ['shap'],
      smoke ? 8 : EXPLAINED,
      taken.explain.cpu,
      withoutBias(contributions, COLUMNS),
    );
    await compare('Predict', ['treelite', 'tl2cgen'], smoke ? 64 : PREDICTED, taken.predict.cpu, margins);
    return { measurements, verdicts, versions };
  },
};
