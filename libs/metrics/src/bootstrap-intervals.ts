import { randomStream } from './random.ts';
import type { Prepared } from './vectors.ts';

/** A metric's value with the range that resampling the rows gives, both ends inclusive. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples drawn; 400 when left out. */
  readonly resamples?: number;
  /** Share of resamples inside the interval; 0.95 when left out. */
  readonly level?: number;
  /** What `drawResamples` drew with the same seed and number; drawn here when left out. */
  readonly draws?: Resamples;
}

/** Resamples of a number of rows: how often each row was drawn, one list a resample. */
export interface Resamples {
  readonly rows: number;
  readonly counts: readonly Uint8Array[];
}

/**
 * Draws resamples once, for all that is measured on as many rows: 1 byte a row and resample.
 *
 * @example drawResamples(3, { seed: 7, resamples: 2 }).counts.length // 2
 */
export function drawResamples(
  rows: number,
  { seed, resamples = 400 }: Pick<BootstrapOptions, 'seed' | 'resamples'>,
): Resamples {
  const stream = randomStream(seed);
  const counts = Array.from({ length: resamples }, () => {
    const drawn = new Uint8Array(rows);
    for (let draw = 0; draw < rows; draw += 1) drawn[stream.below(rows)]! += 1;
    return drawn;
  });
  return { rows, counts };
}

/**
 * Percentile bootstrap (Efron 1979) of several metrics over the same rows: rows are drawn with replacement as
 * multinomial counts, which the prepared metrics take as weights, so nothing is sorted again. All metrics see the
 * same resamples, so the difference of two of them is paired. Resamples in which a metric is NaN (one class only)
 * are left out; both ends are NaN when more than half are. An interval always holds its value. It is wrong for metrics
 * that take the noise of resampling for error (`calibrationInterval`), and too narrow for shares near 0 or 1 of few rows
 * (`wilsonInterval`).
 *
 * @param rows how many the metrics were prepared with
 * @throws RangeError when there are no rows, fewer than 2 resamples, or the level is not in (0, 1)
 * @example bootstrapIntervals({ mae: prepareMeanAbsoluteError([1, 2], [1, 4]) }, 2, { seed: 7 }).mae.value // 1
 */
export function bootstrapIntervals<Name extends string>(
  metrics: Readonly<Record<Name, Prepared>>,
  rows: number,
  options: BootstrapOptions,
): Record<Name, Interval> {
  const { resamples = 400, level = 0.95 } = options;
  if (!(rows > 0 && resamples >= 2 && level > 0 && level < 1))
    throw new RangeError(
      `Expected rows, 2 resamples and a level in (0, 1), found ${rows}, ${resamples} and ${level}`,
    );
  const names = Object.keys(metrics) as Name[];
  const drawn = options.draws ?? drawResamples(rows, options);
  if (drawn.rows !== rows || drawn.counts.length !== resamples)
    throw new RangeError(
      `Expected ${resamples} resamples of ${rows} rows, found ${drawn.counts.length} of ${drawn.rows}`,
    );
  const draws = names.map(() => new Float64Array(resamples));
  const counts = new Float64Array(rows);
  drawn.counts.forEach((its, resample) => {
    counts.set(its);
    names.forEach((name, index) => (draws[index]![resample] = metrics[name](counts)));
  });
  const ones = counts.fill(1);
  return Object.fromEntries(
    names.map((name, index) => {
      const value = metrics[name](ones);
      const { low, high } = percentiles(draws[index]!, level);
      return [name, { value, low: Math.min(low, value), high: Math.max(high, value) }];
    }),
  ) as Record<Name, Interval>;
}

function percentiles(draws: Float64Array, level: number): { low: number; high: number } {
  const known = draws.filter((draw) => !Number.isNaN(draw));
  if (known.length * 2 < draws.length) return { low: NaN, high: NaN };
  return { low: percentileOf(known, (1 - level) / 2), high: percentileOf(known, (1 + level) / 2) };
}

/** The value below which that share lies: linear between order statistics, as numpy's default (Hyndman & Fan 1996, type 7). */
export function percentileOf(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (place % 1) * (sorted[Math.ceil(place)]! - below);
}
