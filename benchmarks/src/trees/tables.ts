import type { LabelledRows } from '@engage/trees/train';

/** A generated table: what a benchmark learns from or scores. */
export interface TableSpec {
  readonly kind: 'numbers' | 'one-hot' | 'categories';
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
}

/** Categories of the coded columns of `one-hot` and `categories`: six numbers beside them. */
const CATEGORIES = [12, 20, 40, 9, 6, 14] as const;
const NUMBERS = 6;
/** Columns of the one-hot table: 6 numbers and 101 flags. */
export const ONE_HOT_COLUMNS = NUMBERS + CATEGORIES.reduce((sum, size) => sum + size, 0);
export const CATEGORY_COLUMNS = NUMBERS + CATEGORIES.length;

/** A table with a yes-or-no label that rises and falls with several columns together, in shared memory. */
export function tableOf({ kind, rows, columns, seed }: TableSpec): LabelledRows {
  const random = randomNumbers(seed);
  const values = shared(rows * columns);
  const labels = shared(rows);
  const numbers = kind === 'numbers' ? columns : NUMBERS;
  for (let row = 0; row < rows; row++) {
    const at = row * columns;
    for (let k = 0; k < numbers; k++) values[at + k] = random() * 4 - 2;
    const x = (k: number): number => values[at + (k % numbers)]!;
    let score =
      Math.sin(2 * x(0)) + x(1) * x(2) + 0.5 * x(3) ** 2 - Math.abs(x(4)) + 0.3 * x(5) * x(6) * x(7);
    if (kind !== 'numbers') {
      let column = at + NUMBERS;
      CATEGORIES.forEach((size, which) => {
        // Squared, so that some categories are frequent and most are rare.
        const code = Math.floor(size * random() ** 2);
        score += Math.sin(7 * code + which) * 0.6;
        if (kind === 'categories') values[column++] = code;
        else {
          values[column + code] = 1;
          column += size;
        }
      });
    }
    labels[row] = random() < 1 / (1 + Math.exp(-score - 2 * (random() - 0.5))) ? 1 : 0;
  }
  const names = Array.from({ length: columns }, (_, k) => `x${k}`);
  const categorical = names.map((_, k) => kind === 'categories' && k >= NUMBERS);
  return { matrix: { values, rows, columns, names, categorical }, labels };
}

/** Mean log loss of margins. */
export function logLoss(margins: Float32Array, labels: Float32Array): number {
  let sum = 0;
  margins.forEach((margin, row) => (sum += Math.log1p(Math.exp(labels[row] === 1 ? -margin : margin))));
  return sum / margins.length;
}

function shared(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
