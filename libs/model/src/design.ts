import type { Matrix } from '@engage/engine';

/** A matrix for linear models: an intercept, standardised quantities, one column a category. */
export interface Design {
  readonly columns: number;
  /** Row-major, `rows × columns`. */
  of(matrix: Matrix): Float64Array;
}

/** Most categories of one feature that get a column of their own, most frequent first. */
const MOST_CATEGORIES = 30;
/** Rows that a median is taken of: it only fills gaps. */
const MEDIAN_ROWS = 5_000;

/**
 * Learns how features become columns: missing quantities become the median, quantities get mean 0 and spread 1,
 * frequent categories a column each; constant features vanish.
 */
export function learnDesign(fit: Matrix): Design {
  const moments = momentsOf(fit);
  const parts = fit.names.map((_, column) =>
    fit.categorical[column] ? categoriesOf(fit, column) : quantityOf(moments[column]!),
  );
  const starts: number[] = [];
  let columns = 1;
  for (const part of parts) {
    starts.push(columns);
    columns += part.width;
  }
  return {
    columns,
    of({ values, rows, columns: width }) {
      const design = new Float64Array(rows * columns);
      for (let from = 0; from < rows; from += BLOCK_ROWS) {
        const to = Math.min(rows, from + BLOCK_ROWS);
        for (let row = from; row < to; row += 1) design[row * columns] = 1;
        parts.forEach((part, column) =>
          part.write(
            { values, width, column, from, to },
            { values: design, width: columns, column: starts[column]! },
          ),
        );
      }
      return design;
    },
  };
}

/** Rows whose columns are written one after another, so that they stay in the processor's cache. */
const BLOCK_ROWS = 512;

/** Rows `[from, to)` of one column of a row-major table. */
interface Source {
  readonly values: Float32Array;
  readonly width: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** First of the columns of a design that a feature becomes; the rows are the source's. */
interface Target {
  readonly values: Float64Array;
  readonly width: number;
  readonly column: number;
}

interface DesignPart {
  readonly width: number;
  write(source: Source, target: Target): void;
}

interface Moments {
  /** What a missing value counts as. */
  readonly median: number;
  readonly mean: number;
  readonly spread: number;
}

/** Of every column, in two passes over the rows. */
function momentsOf(matrix: Matrix): Moments[] {
  const { values, rows, columns } = matrix;
  const known = new Float64Array(columns);
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) {
      const value = values[at]!;
      if (Number.isNaN(value)) continue;
      known[column]! += 1;
      sums[column]! += value;
    }
  const medians = known.map((count, column) => (count < rows ? medianOf(matrix, column) : 0));
  const means = sums.map((sum, column) => (sum + medians[column]! * (rows - known[column]!)) / rows);
  const squares = means.map((mean, column) => (rows - known[column]!) * (medians[column]! - mean) ** 2);
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) {
      const value = values[at]!;
      if (!Number.isNaN(value)) squares[column]! += (value - means[column]!) ** 2;
    }
  return matrix.names.map((_, column) => ({
    median: medians[column]!,
    mean: means[column]!,
    spread: Math.sqrt(squares[column]! / rows),
  }));
}

function quantityOf({ median, mean, spread }: Moments): DesignPart {
  if (!(spread > 1e-9 * (1 + Math.abs(mean)))) return { width: 0, write: () => undefined };
  return {
    width: 1,
    write({ values, width, column, from, to }, target) {
      const { values: design, width: columns } = target;
      for (let row = from; row < to; row += 1) {
        const value = values[row * width + column]!;
        design[row * columns + target.column] = ((Number.isNaN(value) ? median : value) - mean) / spread;
      }
    },
  };
}

/** Median of the values that are there, of rows at even distances where they are many; 0 when none is. */
function medianOf({ values, rows, columns }: Matrix, column: number): number {
  const looked = Math.min(rows, MEDIAN_ROWS);
  const some = Float32Array.from(
    { length: looked },
    (_, at) => values[Math.floor((at * rows) / looked) * columns + column]!,
  );
  const known = some.filter((value) => !Number.isNaN(value)).sort();
  return known[known.length >> 1] ?? 0;
}

function categoriesOf({ values, rows, columns }: Matrix, column: number): DesignPart {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row += 1) {
    const code = values[row * columns + column]!;
    if (!Number.isNaN(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([a, many], [b, more]) => more - many || a - b).slice(0, MOST_CATEGORIES);
  const places = new Map(frequent.map(([code], place) => [code, place]));
  return {
    width: places.size,
    write({ values, width, column, from, to }, target) {
      for (let row = from; row < to; row += 1) {
        const place = places.get(values[row * width + column]!);
        if (place !== undefined) target.values[row * target.width + target.column + place] = 1;
      }
    },
  };
}
