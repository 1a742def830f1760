import type { LabelledRows, Objective } from '../train/train-request.ts';
import { randomNumbers } from './random-forest.ts';

export interface LabelledOptions {
  readonly seed: number;
  readonly rows: number;
  readonly objective?: Objective;
  /** Share of values that are missing; 0 by default. */
  readonly missing?: number;
  readonly weighted?: boolean;
  /** Codes of the one categorical column; 6 by default. */
  readonly categories?: number;
}

/**
 * Rows that can be learnt from: columns `a`, `b`, `c` real, `d` on a grid, `e` categorical, then four that one-hot code
 * another category. The label rises with `a`, falls with `b`, and depends on the categories.
 */
export function labelledRows(options: LabelledOptions): LabelledRows {
  const { seed, rows, objective = 'squared-error', missing = 0, weighted = false, categories = 6 } = options;
  const random = randomNumbers(seed);
  const names = ['a', 'b', 'c', 'd', 'e', 'h0', 'h1', 'h2', 'h3'];
  const values = new Float32Array(rows * names.length);
  const labels = Float32Array.from({ length: rows }, (_, row) => {
    const [a, b, c] = [random(), random(), random()];
    const grid = Math.floor(random() * 5);
    const category = Math.floor(random() * categories);
    const hot = Math.floor(random() * 5);
    const line = [a, b, c, grid, category, ...[0, 1, 2, 3].map((one) => Number(one === hot))];
    const gap = (value: number): number => (random() < missing ? Number.NaN : value);
    values.set(line.map(gap), row * names.length);
    const score = 2 * a - b + a * c + (category % 3) - 0.5 * hot + 0.3 * grid + random();
    if (objective === 'squared-error') return score;
    if (objective === 'logistic') return Number(score > 1.2);
    return Math.max(0, Math.floor(score + random()));
  });
  const matrix = {
    values,
    rows,
    columns: names.length,
    names,
    categorical: names.map((name) => name === 'e'),
  };
  return { matrix, labels, ...(weighted && { weights: labels.map(() => 0.2 + random()) }) };
}
