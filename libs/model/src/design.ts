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
  const parts = fit.names.map((_, column) =>
    fit.categorical[column] ? categoriesOf(fit, column) : quantityOf(fit, column),
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
      for (let row = 0; row < rows; row += 1) {
        design[row * columns] = 1;
        for (let column = 0; column < width; column += 1)
          parts[column]!.write(values[row * width + column]!, design, row * columns + starts[column]!);
      }
      return design;
    },
  };
}

interface DesignPart {
  readonly width: number;
  write(value: number, design: Float64Array, at: number): void;
}

function quantityOf(matrix: Matrix, column: number): DesignPart {
  const { values, rows, columns } = matrix;
  let [known, sum] = [0, 0];
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    sum += value;
  }
  const median = known < rows ? medianOf(matrix, column) : 0;
  const mean = (sum + median * (rows - known)) / rows;
  let squares = (rows - known) * (median - mean) ** 2;
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  const spread = Math.sqrt(squares / rows);
  if (!(spread > 1e-9 * (1 + Math.abs(mean)))) return { width: 0, write: () => undefined };
  return {
    width: 1,
    write: (value, design, at) => {
      design[at] = ((Number.isNaN(value) ? median : value) - mean) / spread;
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
    write: (code, design, at) => {
      const place = places.get(code);
      if (place !== undefined) design[at + place] = 1;
    },
  };
}
