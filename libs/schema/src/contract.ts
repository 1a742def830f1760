/** Types a column may have in a contract (ODCS `logicalType`). */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

/** What a column is for; a column may have several roles. */
export type Role = 'id' | 'as_of' | 'target' | 'feature' | 'protected' | 'money' | 'excluded';

/** One column of the raw table, as the contract states it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** False when the column may be null. */
  readonly required: boolean;
  readonly unique: boolean;
  readonly description: string;
  /** What people call it in a sentence, where its name misleads (ODCS `businessName`), for example "revenue so far". */
  readonly label?: string;
  /** For example "count/week"; null for plain labels. */
  readonly unit: string | null;
  readonly roles: readonly Role[];
  /** Why the column is not a feature, where it is excluded. */
  readonly exclusionReason: string | null;
  /** Lowest and highest value allowed, both inclusive; dates and timestamps as ISO 8601 in UTC. */
  readonly minimum: number | string | null;
  readonly maximum: number | string | null;
  /** The only values allowed. */
  readonly values: readonly string[] | null;
  /** A regular expression that the whole text must match. */
  readonly pattern: string | null;
  readonly maxLength: number | null;
  readonly examples: readonly string[];
  /** Columns that mean the same thing to a person ("matches"), so that they give one reason, not five. */
  readonly theme: string | null;
  /** Whether a company can change it (feed time) or not (tenure). */
  readonly actionable: boolean;
}

/** Where outcomes lie that are known only later than the snapshot. */
export interface Outcome {
  /** File beside the raw table. */
  readonly file: string;
  /** Column of that file that holds the table's id. */
  readonly key: string;
  /** Value of the file's `outcome` column that belongs to this model. */
  readonly name: string;
}

export type Task = 'regression' | 'binary' | 'tweedie';

/** One model to fit: what is predicted, from what, and how it is judged. */
export interface Model {
  readonly name: string;
  readonly task: Task;
  /** A SQL expression over the curated columns, or over `outcome` (a double) when the outcome comes apart. */
  readonly target: string;
  readonly outcome: Outcome | null;
  readonly horizonDays: number | null;
  /** Columns the model may see, in this order. */
  readonly features: readonly string[];
  /** Column with the score of the rule in use today. */
  readonly incumbent: string | null;
  /** Customers above it are flagged, exclusive; binary models only. */
  readonly flagThreshold: number | null;
  /** Column of the results table that holds the (calibrated) prediction, and the flag. */
  readonly predictionColumn: string;
  readonly flagColumn: string | null;
  /** Column of the truth file, on generated data: expected value or true probability. */
  readonly truth: string | null;
  /** Whether more of it is good news for the business (engagement) or bad (churn). */
  readonly higherIsBetter: boolean;
  readonly unit: string | null;
  /** Hyper-parameters that differ from the task's defaults. */
  readonly params: Readonly<Record<string, number>>;
}

/** The four parts of the rows: fit, tune (early stopping), calibrate, holdout (measured once). */
export type Part = 'fit' | 'tune' | 'calibrate' | 'holdout';
export const PARTS: readonly Part[] = ['fit', 'tune', 'calibrate', 'holdout'];
/** The parts that fit a model, or stop it: what is said of their rows is in-sample. */
export const IN_SAMPLE: readonly Part[] = ['fit', 'tune'];
/** What stands in the place of a part for customers that are only scored, with the models of another run. */
export const SCORED = 'scored';

/** By time: numbers of distinct snapshots counted from the latest; by hash: shares of the ids. */
export type Split =
  | {
      readonly by: 'time';
      readonly column: string;
      readonly tune: number;
      readonly calibrate: number;
      readonly holdout: number;
      /** Days left out before each later part. */
      readonly purgeDays: number;
    }
  | { readonly by: 'hash'; readonly tune: number; readonly calibrate: number; readonly holdout: number };

/** How text files of the table are written. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Texts that mean null, compared after trimming. */
  readonly nullTokens: readonly string[];
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16';
}

/** A rule across columns: rows for which the expression is false are quarantined. */
export interface RowRule {
  readonly name: string;
  readonly description: string;
  /** SQL over the typed columns, valid in DuckDB and Trino. */
  readonly expression: string;
}

/** A protected attribute that fairness is measured over, as SQL that yields a label. */
export interface ProtectedBand {
  readonly name: string;
  readonly expression: string;
}

/** How lifetime value follows from a revenue and a churn model; every number is an assumption of the contract. */
export interface LifetimeValue {
  readonly revenueModel: string;
  readonly churnModel: string;
  readonly predictionColumn: string;
  readonly marginShare: number;
  readonly months: number;
  readonly yearlyDiscount: number;
  /** Months of revenue that one prediction of the revenue model covers. */
  readonly revenueMonths: number;
}

/** A table's contract, as read from an ODCS file and checked. */
export interface Contract {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  /** Physical name of the table. */
  readonly table: string;
  readonly columns: readonly Column[];
  readonly idColumn: string;
  /** Column with the time of the snapshot, where rows have one. */
  readonly asOfColumn: string | null;
  /** Moment at which the data were cut, ISO 8601 in UTC: nothing later can be in them; null when it is not stated. */
  readonly asOf: string | null;
  readonly partitionBy: readonly string[];
  readonly models: readonly Model[];
  readonly split: Split;
  readonly dialect: Dialect;
  readonly rules: readonly RowRule[];
  /** Largest share of rows that may be quarantined before the run stops. */
  readonly maxQuarantineShare: number;
  readonly protectedBands: readonly ProtectedBand[];
  /** Activity facts for the report: name, question answered, SQL expression to average. */
  readonly activity: readonly ActivityFact[];
  readonly lifetimeValue: LifetimeValue | null;
  /** Columns that make customers comparable: reasons are told against the median of the same group. */
  readonly peerGroup: readonly string[];
  /** The models whose terciles span the segments; one model gives one dimension. */
  readonly segmentBy: readonly string[];
  /** The file's own text, part of a run's identity. */
  readonly source: string;
}

/** A share or mean that the report shows, computed over the curated rows. */
export interface ActivityFact {
  readonly name: string;
  readonly label: string;
  /** SQL over the curated columns that yields a number, averaged over all rows. */
  readonly expression: string;
  readonly unit: string;
}

/**
 * The column of that name.
 *
 * @throws RangeError when the contract has none
 */
export function columnOf(contract: Contract, name: string): Column {
  const column = contract.columns.find((candidate) => candidate.name === name);
  if (!column) throw new RangeError(`Expected a column of contract ${contract.id}, found "${name}"`);
  return column;
}
