import type { QueryEngine, RawSource } from '@engage/run';

/** What Prepare needs of its engine: to run SQL, and to make raw files readable. */
export type PrepareEngine = QueryEngine & RawSource;

/** What Prepare is given apart from the run. */
export interface PrepareOptions {
  readonly engine: PrepareEngine;
  /** File or folder of the raw table. */
  readonly tableLocation: string;
  /** Folder that holds the outcome files of the contract's models; any, where no outcome comes apart. */
  readonly outcomesFolder: string;
}

/** One statement as an engine gets it. */
export interface Statement {
  /** Path of its template below `sql/`, and what it was rendered for: "profile/numbers (age)". */
  readonly name: string;
  readonly select: string;
}
