import type { LabelledRows } from '@engage/engine';

export interface SmallDataOptions {
  readonly rows?: number;
  /** At least 4; column 1 holds category codes 0 to 5 when asked for. */
  readonly columns?: number;
  readonly seed?: number;
  /** Share of the values that are missing. */
  readonly missing?: number;
  readonly categorical?: boolean;
  readonly task?: 'regression' | 'binary' | 'counts';
}

/**
 * Rows whose target depends on four columns: rising in column 0, by category or step in column 1, an interaction
 * with column 2, falling in column 3; with a little noise. In shared memory, so that jobs can be called directly.
 */
export function smallData(options: SmallDataOptions = {}): LabelledRows {
  const {
    rows = 1000,
    columns = 4,
    seed = 1,
    missing = 0,
    categorical = false,
    task = 'regression',
  } = options;
  const random = uniform(seed);
  const values = new Float32Array(new SharedArrayBuffer(4 * rows * columns));
  const labels = new Float32Array(new SharedArrayBuffer(4 * rows));
  for (let row = 0; row < rows; row += 1) {
    const x = Array.from({ length: columns }, (_, column) =>
      column === 1 && categorical ? Math.floor(6 * random()) : random(),
    );
    const [x0 = 0, x1 = 0, x2 = 0, x3 = 0] = x;
    const step = categorical ? x1 % 2 : Number(x1 > 0.5);
    const score = 2 * x0 + 1.5 * step * x2 - x3 + 0.2 * (random() - 0.5);
    const number = task === 'counts' ? Math.floor(3 * Math.max(score, 0) * random()) : score;
    labels[row] = task === 'binary' ? Number(score > 0.85) : number;
    x.forEach((value, column) => {
      values[row * columns + column] = random() < missing ? NaN : value;
    });
  }
  const names = Array.from({ length: columns }, (_, column) => `x${column}`);
  const kinds = names.map((_, column) => categorical && column === 1);
  return { matrix: { values, rows, columns, names, categorical: kinds }, labels };
}

/** Numbers in [0, 1) from a linear congruential generator: enough for test tables. */
function uniform(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
