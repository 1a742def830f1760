import { randomStream } from '@engage/metrics';
import type { Column, Objective, Table } from './table.ts';

const OBJECTIVES: readonly Objective[] = ['squared-error', 'logistic', 'tweedie', 'poisson'];
const ROWS = 16_000;

/** Twenty tables, five an objective, with missing values, weights, numbers of many shapes and categories. */
export function generatedTables(): Table[] {
  return Array.from({ length: 20 }, (_, index) => generatedTable(index, ROWS));
}

/** A table whose target follows from some of its columns; the same for the same index. */
export function generatedTable(index: number, rows: number): Table {
  const next = streamOf(index);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const objective = OBJECTIVES[index % OBJECTIVES.length]!;
  const signal = new Float64Array(rows);
  // Every objective meets every share of missing values and number of categories.
  const variety = (index + Math.floor(index / OBJECTIVES.length)) % 4;
  const missing = [0, 0.05, 0.2, 0.5][variety]!;
  const columns: Column[] = [];
  const numeric = 4 + Math.floor(next() * 8);
  for (let c = 0; c < numeric; c += 1) {
    const shape = c % 4;
    const raw = Float64Array.from({ length: rows }, () =>
      shape === 0
        ? normal()
        : shape === 1
          ? Math.exp(normal())
          : shape === 2
            ? Math.floor(next() * 12)
            : Math.round(normal() * 20) / 20,
    );
    const scale = shape === 2 ? 6 : 1;
    const bend = next();
    const size = (next() - 0.3) * 1.2;
    raw.forEach(
      (x, row) =>
        (signal[row]! +=
          size *
          (bend < 0.4 ? Math.sin((2 * x) / scale) : bend < 0.7 ? Math.tanh(x / scale) : Number(x > scale))),
    );
    // Every other column lacks values where its own value is high, so that missing says something.
    const lacks = (x: number): boolean => next() < missing * (c % 2 === 0 ? 1 : x > scale ? 2 : 0.5);
    columns.push({ name: `n${c}`, numbers: Float32Array.from(raw, (x) => (lacks(x) ? NaN : x)) });
  }
  for (let c = 0; c < 1 + variety; c += 1) {
    const levels = [2, 5, 12, 40][(c + variety + index) % 4]!;
    const effects = Float64Array.from({ length: levels }, () => normal() * 0.6);
    const words = Array.from({ length: rows }, (_, row) => {
      const level = Math.floor(levels * next() ** 1.7);
      signal[row]! += effects[level]!;
      return next() < missing / 2 ? null : `level ${level}`;
    });
    columns.push({ name: `c${c}`, words });
  }
  const target = Float32Array.from(signal, (s) => drawTarget(objective, s, next, normal));
  const weights = index % 3 === 0 ? undefined : Float32Array.from(target, () => 0.2 + 3 * next() ** 2);
  return { name: `generated ${index + 1}`, objective, columns, target, ...(weights && { weights }) };
}

function drawTarget(objective: Objective, s: number, next: () => number, normal: () => number): number {
  if (objective === 'squared-error') return s + normal() * 0.7;
  if (objective === 'logistic') return Number(next() < 1 / (1 + Math.exp(-1.3 * s)));
  const mean = Math.exp(Math.min(2.5, 0.6 * s));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit && count < 200; product *= next()) count += 1;
  if (objective === 'poisson') return count;
  let amount = 0;
  for (let event = 0; event < count; event += 1) amount -= Math.log(1 - next());
  return amount;
}

function streamOf(index: number): () => number {
  const stream = randomStream(1000 + index);
  return () => stream.word() / 2 ** 32;
}
