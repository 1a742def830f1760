/** What every benchmark is told. */
export interface BenchOptions {
  readonly customers: number;
  /** Repetitions; the median is what counts. */
  readonly repeats: number;
  /** Customers that the Python default explains; null for everyone. */
  readonly sample: number | null;
  /** Folder for virtual environments, packages and data; thrown away at will. */
  readonly cache: string;
  readonly say: (text: string) => void;
  /** Only this group of a benchmark that has groups. */
  readonly only?: string;
  /** Tiny sizes that show that everything runs and agrees. */
  readonly smoke?: boolean;
}

/** One measurement. */
export interface Measurement {
  readonly what: string;
  /** Median over the repetitions. */
  readonly seconds: number;
  /** Peak memory of the largest process, in MB; null when it was not measured. */
  readonly peakMb: number | null;
  /** For example rows a second. */
  readonly rate?: { readonly value: number; readonly unit: string };
  readonly note?: string;
}

/** A figure that the issue sets a goal for, or a ratio without one. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  /** "×", "s", "MB". */
  readonly unit: string;
  /** `atMost` and `atLeast` are inclusive; null for figures without a goal. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | null;
}

export interface BenchResult {
  readonly measurements: readonly Measurement[];
  readonly verdicts: readonly Verdict[];
  readonly versions: Readonly<Record<string, string>>;
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Whether a verdict's goal is reached; null without a goal. */
export function isReached({ value, goal }: Verdict): boolean | null {
  if (goal === null) return null;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/**
 * The middle of some numbers.
 *
 * @throws RangeError when there are none
 */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('Expected numbers, found none');
  return (lower + upper) / 2;
}
