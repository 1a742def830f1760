/** One training of both engines on the same rows with the same parameters. */
export interface Comparison {
  /** Objective and encoding. */
  readonly family: string;
  readonly table: string;
  readonly seed: number;
  /** Ours less the official library's: relative loss, lower is better. */
  readonly lossDifference: number;
  /** Ours less the official library's: AUC, R², or the share of deviance explained; higher is better. */
  readonly scoreDifference: number;
  /** Whether the score is AUC or R²; a share of deviance hangs on few large labels, so noise is granted to it. */
  readonly isSteady: boolean;
}

/** How far AUC or R² of a table, averaged over the seeds, may lie below the official library's. */
export const MOST_SCORE_LOST = 0.005;
/** Standard errors within which a mean is noise: with eight families, one false alarm in some thirty suites. */
const NOISE = 2.7;
/** A mean difference this small is no difference: a twentieth of a percent of the constant's loss. */
export const LEAST_LOSS = 0.0005;

export interface Line {
  readonly name: string;
  readonly runs: number;
  readonly mean: number;
  readonly standardError: number;
  readonly isGood: boolean;
}

/** Families by mean loss, tables by mean score, each with whether it holds. */
export function verdictOf(comparisons: readonly Comparison[]): { families: Line[]; tables: Line[] } {
  const families = linesBy(
    comparisons,
    ({ family }) => family,
    ({ lossDifference }) => lossDifference,
  );
  const tableOf = ({ family, table }: Comparison): string => `${table}, ${family}`;
  const tables = linesBy(comparisons, tableOf, ({ scoreDifference }) => scoreDifference);
  const unsteady = new Set(comparisons.filter(({ isSteady }) => !isSteady).map(tableOf));
  return {
    families: families.map((line) => ({
      ...line,
      isGood: line.mean <= Math.max(LEAST_LOSS, NOISE * line.standardError),
    })),
    tables: tables.map((line) => ({
      ...line,
      isGood:
        line.mean >= -Math.max(MOST_SCORE_LOST, unsteady.has(line.name) ? NOISE * line.standardError : 0),
    })),
  };
}

function linesBy(
  comparisons: readonly Comparison[],
  keyOf: (comparison: Comparison) => string,
  valueOf: (comparison: Comparison) => number,
): Omit<Line, 'isGood'>[] {
  return [...Map.groupBy(comparisons, keyOf)].map(([name, its]) => {
    const values = its.map(valueOf);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const standardError = values.length > 1 ? Math.sqrt(squares / (values.length - 1) / values.length) : 0;
    return { name, runs: values.length, mean, standardError };
  });
}
