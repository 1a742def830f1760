import { createScorer } from '@engage/trees';
import type { Measurement, Verdict } from '../benchmark.ts';
import { interleaved, largestDifference, type Group } from './group.ts';
import { modelOf, type ModelSpec } from './models.ts';
import { askPeers, type Answer } from './python-peers.ts';
import { tableOf } from './tables.ts';

const SPEC: ModelSpec = { rounds: 300, maxDepth: 6, columns: 14 };
/** Rows for us, and the first of them for the peers, which are slow. */
const ROWS = 2_048;
const PEER_ROWS = 200;
const BACKGROUND = 100;
/** Most difference of a value to a peer's, which adds up in another order and in part in float32. */
const MOST_DIFFERENCE = 5e-5;

/** Interventional values against shap's, interaction values against the official library's, by CPU time. */
export const exact: Group = {
  name: 'exact',
  async run(options) {
    const { smoke } = options;
    const { columns } = SPEC;
    const [rows, sample] = smoke ? [32, 8] : [ROWS, PEER_ROWS];
    const { file, forest } = await modelOf(SPEC, options);
    const { matrix } = tableOf({ kind: 'numbers', rows, columns, seed: 5 });
    const background = tableOf({ kind: 'numbers', rows: BACKGROUND, columns, seed: 6 }).matrix;
    options.say('Interventional and interaction values: the peers');
    const few = matrix.values.subarray(0, sample * columns);
    const { answers, versions } = await askPeers(
      {
        model: file,
        columns,
        rows: few,
        background: background.values,
        asked: ['interactions', 'shap-interventional'],
        repeats: 1,
      },
      options,
    );
    options.say('Interventional and interaction values: Engage');
    const scorer = createScorer(forest);
    let interactions = new Float32Array(0);
    let interventional = new Float32Array(0);
    const taken = await interleaved(smoke ? 1 : Math.min(options.repeats, 2), {
      interactions: () => (interactions = Float32Array.from(scorer.interactions(matrix))),
      interventional: () => (interventional = Float32Array.from(scorer.explain(matrix, { background }))),
    });
    const results = [
      compared(
        'Interactions, 300 × depth 6 × 14',
        'XGBoost',
        answers.interactions,
        taken.interactions.cpu,
        rows,
        interactions,
      ),
      compared(
        `Interventional, ${BACKGROUND} background rows, 300 × depth 6 × 14`,
        'shap',
        answers['shap-interventional'],
        taken.interventional.cpu,
        rows,
        // shap keeps the bias elsewhere.
        withoutBias(interventional, columns),
      ),
    ];
    return {
      measurements: results.flatMap(({ measurements }) => measurements),
      verdicts: results.flatMap(({ verdicts }) => verdicts),
      versions,
    };
  },
};

/** Our figure beside a peer's, and how far their values lie apart. */
function compared(
  what: string,
  peer: string,
  answer: Answer | undefined,
  cpu: number,
  rows: number,
  values: Float32Array,
): { measurements: Measurement[]; verdicts: Verdict[] } {
  const unit = 'rows/CPU s';
  const ours: Measurement = {
    what: `${what}: Engage`,
    seconds: cpu,
    peakMb: null,
    rate: { value: rows / cpu, unit },
    note: `${rows} rows, set-up included`,
  };
  if (answer === undefined || answer.error !== undefined) {
    const note = `did not run: ${answer?.error ?? 'not asked'}`;
    return {
      measurements: [ours, { what: `${what}: ${peer}`, seconds: Number.NaN, peakMb: null, note }],
      verdicts: [],
    };
  }
  const rate = answer.rows / answer.cpu;
  const difference = largestDifference(values, answer.values);
  return {
    measurements: [
      ours,
      {
        what: `${what}: ${peer}`,
        seconds: answer.cpu,
        peakMb: null,
        rate: { value: rate, unit },
        note: `${answer.rows} rows`,
      },
    ],
    verdicts: [
      { what: `${what}, times ${peer}`, value: rows / cpu / rate, unit: '×', goal: null },
      {
        what: `${what}, largest difference`,
        value: 1e6 * difference,
        unit: 'e-6',
        goal: { atMost: 1e6 * MOST_DIFFERENCE },
      },
    ],
  };
}

/** Contributions without the last column. */
export function withoutBias(values: Float32Array, columns: number): Float32Array {
  return values.filter((_, at) => at % (columns + 1) !== columns);
}
