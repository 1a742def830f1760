import type { Engine, Matrix } from '@engage/engine';
import { r2Score, rankDescending, rocAucScore } from '@engage/metrics';
import type { Task } from '@engage/schema';
import { BIN_BASE, binsOf } from './feature-bins.ts';

/** What a feature, or a pair, predicts by itself. */
export interface Power {
  readonly features: readonly string[];
  /** AUC of a binary target; otherwise R² of the target's ranks. */
  readonly score: number;
}

/** What the check saw; kept in `training.json`. */
export interface LeakReport {
  readonly metric: 'auc' | 'rank_r2';
  readonly threshold: number;
  /** Rows looked at. */
  readonly rows: number;
  /** The strongest single features, best first. */
  readonly strongest: readonly Power[];
  readonly strongestPair: Power | null;
  /** Score of a quick model with all features and without the strongest; null when nothing called for it. */
  readonly removal: { readonly feature: string; readonly withIt: number; readonly without: number } | null;
  /** Features that must not be used, with the reason; empty when the table looks clean. */
  readonly findings: readonly { readonly features: readonly string[]; readonly reason: string }[];
}

const SAMPLE_ROWS = 8000;
const PAIRED = 6;
/** From here on a single feature is worth a second look with a quick model. */
const SUSPICIOUS = { auc: 0.85, rank_r2: 0.7 };
/** A quick model this good that loses this much without one feature rests on that feature alone. */
const TOO_GOOD = { auc: 0.97, rank_r2: 0.95 };
const JUMP = 0.1;
/** With fewer scored rows of a class, one of many features reaches the threshold by chance; nothing is said then. */
const FEWEST = 20;

/**
 * Looks for features that know the answer: one alone, or a pair of the strongest six, at or above the threshold;
 * or one without which a nearly perfect quick model falls by 0.1 or more. At most 8,000 rows; the means of 33
 * bins are learnt on every other row and scored on the rest, so that noise cannot reach the threshold.
 *
 * @param matrix features of the rows to learn from
 * @param target one a row, no NaN
 */
export async function checkLeaks(
  task: Task,
  matrix: Matrix,
  target: Float64Array,
  options: {
    readonly threshold: number;
    readonly engine: Engine;
    readonly threads: number;
    readonly seed: number;
  },
): Promise<LeakReport> {
  const metric = task === 'binary' ? 'auc' : 'rank_r2';
  const sample = evenSample(matrix, metric === 'auc' ? target : ranksOf(target));
  const score = (cells: Uint16Array) => scoreCells(metric, cells, sample.target);
  const bins = knownBins.get(matrix) ?? sampleBins(sample.matrix);
  knownBins.set(matrix, bins);
  const singles = bins
    .map((its, column) => ({ column, score: score(Uint16Array.from(its)) }))
    .sort((a, b) => b.score - a.score || a.column - b.column);
  const power = (columns: readonly number[], value: number): Power => ({
    features: columns.map((column) => matrix.names[column]!),
    score: value,
  });
  let strongestPair: Power | null = null;
  for (const [index, { column: first }] of singles.slice(0, PAIRED).entries())
    for (const { column: second } of singles.slice(index + 1, PAIRED)) {
      const cells = Uint16Array.from(bins[first]!, (bin, row) => bin * BIN_BASE + bins[second]![row]!);
      const value = score(cells);
      if (!strongestPair || value > strongestPair.score) strongestPair = power([first, second], value);
    }
  const best = singles[0];
  const removal =
    best && best.score >= SUSPICIOUS[metric] && best.score < options.threshold && matrix.columns > 1
      ? await scoreRemoval(metric, sample, best.column, options)
      : null;
  const strongest = singles.slice(0, PAIRED).map(({ column, score: value }) => power([column], value));
  return {
    metric,
    threshold: options.threshold,
    rows: sample.matrix.rows,
    strongest,
    strongestPair,
    removal,
    findings: findingsOf(metric, options.threshold, strongest, strongestPair, removal),
  };
}

function findingsOf(
  metric: LeakReport['metric'],
  threshold: number,
  strongest: readonly Power[],
  pair: Power | null,
  removal: LeakReport['removal'],
): LeakReport['findings'] {
  const said = metric === 'auc' ? 'AUC' : 'R² of ranks';
  const alone = strongest
    .filter(({ score }) => score >= threshold)
    .map(({ features, score }) => ({
      features,
      reason: `alone predicts it with ${said} ${score.toFixed(4)}`,
    }));
  if (alone.length > 0) return alone;
  if (pair && pair.score >= threshold)
    return [{ features: pair.features, reason: `together predict it with ${said} ${pair.score.toFixed(4)}` }];
  if (removal && removal.withIt >= TOO_GOOD[metric] && removal.withIt - removal.without >= JUMP)
    return [
      {
        features: [removal.feature],
        reason: `lifts a quick model from ${said} ${removal.without.toFixed(3)} to ${removal.withIt.toFixed(3)}`,
      },
    ];
  return [];
}

/** Bins of the sampled rows of matrices that are in use: models often learn from the same one. */
const knownBins = new WeakMap<Matrix, readonly Uint8Array[]>();

function sampleBins(sample: Matrix): Uint8Array[] {
  return sample.names.map((_, column) => binsOf(columnOf(sample, column), sample.categorical[column]!));
}

interface Sample {
  readonly matrix: Matrix;
  readonly target: Float64Array;
}

/** Rows at even distances: ids are no order in time, so nothing is favoured. */
function evenSample(matrix: Matrix, target: Float64Array): Sample {
  const rows = Math.min(matrix.rows, SAMPLE_ROWS);
  const values = new Float32Array(rows * matrix.columns);
  const picked = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const from = Math.floor((row * matrix.rows) / rows);
    values.set(
      matrix.values.subarray(from * matrix.columns, (from + 1) * matrix.columns),
      row * matrix.columns,
    );
    picked[row] = target[from]!;
  }
  return { matrix: { ...matrix, rows, values }, target: picked };
}

function columnOf({ values, rows, columns }: Matrix, column: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => values[row * columns + column]!);
}

/** Mean rank of each value in (0, 1], so that heavy tails do not decide. */
function ranksOf(target: Float64Array): Float64Array {
  const { order, ends } = rankDescending(target);
  const ranks = new Float64Array(target.length);
  let from = 0;
  for (const end of ends) {
    const rank = 1 - (from + end - 1) / 2 / target.length;
    for (let place = from; place < end; place += 1) ranks[order[place]!] = rank;
    from = end;
  }
  return ranks;
}

/** Learns each cell's mean on even rows, scores it on odd ones; cells never seen get the mean of all. */
function scoreCells(metric: LeakReport['metric'], cells: Uint16Array, target: Float64Array): number {
  const sums = new Float64Array(BIN_BASE * BIN_BASE);
  const counts = new Float64Array(BIN_BASE * BIN_BASE);
  let [total, learnt] = [0, 0];
  for (let row = 0; row < cells.length; row += 2) {
    sums[cells[row]!]! += target[row]!;
    counts[cells[row]!]! += 1;
    total += target[row]!;
    learnt += 1;
  }
  const mean = total / learnt;
  for (let cell = 0; cell < sums.length; cell += 1) sums[cell] = (sums[cell]! + mean) / (counts[cell]! + 1);
  if (metric === 'auc') return aucOfCells(sums, cells, target);
  const half = Math.floor(cells.length / 2);
  const predicted = new Float64Array(half);
  const actual = new Float64Array(half);
  for (let at = 0; at < half; at += 1) {
    predicted[at] = sums[cells[2 * at + 1]!]!;
    actual[at] = target[2 * at + 1]!;
  }
  return scoreOf(metric, actual, predicted);
}

/** AUC on odd rows of predictions that are alike within a cell: a few cells are sorted instead of all rows. */
function aucOfCells(scores: Float64Array, cells: Uint16Array, labels: Float64Array): number {
  const positives = new Uint32Array(scores.length);
  const negatives = new Uint32Array(scores.length);
  let [allPositives, allNegatives] = [0, 0];
  for (let row = 1; row < cells.length; row += 2) {
    if (labels[row] === 1) allPositives += 1;
    else allNegatives += 1;
    (labels[row] === 1 ? positives : negatives)[cells[row]!]! += 1;
  }
  if (Math.min(allPositives, allNegatives) < FEWEST) return 0;
  const occupied = Uint16Array.from(scores.keys())
    .filter((cell) => positives[cell]! + negatives[cell]! > 0)
    .sort((a, b) => scores[b]! - scores[a]!);
  let [area, above] = [0, 0];
  for (let place = 0; place < occupied.length;) {
    const score = scores[occupied[place]!]!;
    let [found, passed] = [0, 0];
    for (; place < occupied.length && scores[occupied[place]!] === score; place += 1) {
      found += positives[occupied[place]!]!;
      passed += negatives[occupied[place]!]!;
    }
    area += passed * (above + found / 2);
    above += found;
  }
  return area / (allPositives * allNegatives);
}

function scoreOf(metric: LeakReport['metric'], actual: Float64Array, predicted: ArrayLike<number>): number {
  const positives = actual.reduce((sum, value) => sum + value, 0);
  const rarer = metric === 'auc' ? Math.min(positives, actual.length - positives) : actual.length / 2;
  if (rarer < FEWEST) return 0;
  const score = metric === 'auc' ? rocAucScore(actual, predicted) : r2Score(actual, predicted);
  return Number.isNaN(score) ? 0 : score;
}

async function scoreRemoval(
  metric: LeakReport['metric'],
  sample: Sample,
  column: number,
  options: { readonly engine: Engine; readonly threads: number; readonly seed: number },
): Promise<LeakReport['removal']> {
  const quick = async (matrix: Matrix): Promise<number> => {
    const half = Math.floor(matrix.rows / 2);
    const rowsFrom = (first: number): Matrix => ({
      ...matrix,
      rows: half,
      values: Float32Array.from({ length: half * matrix.columns }, (_, at) => {
        const row = 2 * Math.floor(at / matrix.columns) + first;
        return matrix.values[row * matrix.columns + (at % matrix.columns)]!;
      }),
    });
    const labels = Float32Array.from({ length: half }, (_, row) => sample.target[2 * row]!);
    const model = await options.engine.train({
      objective: metric === 'auc' ? 'logistic' : 'squared-error',
      params: { rounds: 30, maxDepth: 4, learningRate: 0.3 },
      fit: { matrix: rowsFrom(0), labels },
      seed: options.seed,
      threads: options.threads,
    });
    const scorer = await options.engine.load(model.bytes, options.threads);
    try {
      const predicted = await scorer.predict(rowsFrom(1), 'margin');
      const actual = Float64Array.from({ length: half }, (_, row) => sample.target[2 * row + 1]!);
      return scoreOf(metric, actual, predicted);
    } finally {
      await scorer.close();
    }
  };
  const { matrix } = sample;
  const without: Matrix = {
    rows: matrix.rows,
    columns: matrix.columns - 1,
    names: matrix.names.filter((_, index) => index !== column),
    categorical: matrix.categorical.filter((_, index) => index !== column),
    values: matrix.values.filter((_, at) => at % matrix.columns !== column),
  };
  return { feature: matrix.names[column]!, withIt: await quick(matrix), without: await quick(without) };
}
