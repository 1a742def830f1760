/** A value of a small result: integers beyond 2^53 come as bigint, dates and timestamps as ISO 8601 text. */
export type Cell = string | number | bigint | boolean | null;
export type Row = Record<string, Cell>;

/** A table that a SELECT is written to. */
export interface MaterializeRequest {
  /** Name under which later SELECTs read it. */
  readonly name: string;
  /** A SELECT that DuckDB and Trino both understand. */
  readonly select: string;
  /** Where it is kept, below the store's root: a `.parquet` file, or a folder ending in `/` when partitioned. */
  readonly key: string;
  /** A total order, so that the same rows are the same bytes. */
  readonly orderBy: readonly string[];
  /** Columns that become `column=value/` folders. */
  readonly partitionBy?: readonly string[];
}

/**
 * DuckDB here, Athena in the cloud. SELECTs are shared; each adapter wraps them in its own COPY or CTAS.
 * A statement that fails throws QueryError with the engine's own message.
 */
export interface QueryEngine {
  /** Makes Parquet at a key (a file, or a folder of files ending in `/`) readable under a name. */
  attach(name: string, key: string): Promise<void>;
  /** Keeps an intermediate result under a name until the engine is closed; nothing is stored in the run. */
  stage(name: string, select: string): Promise<void>;
  /** Writes a SELECT to Parquet, atomically, and attaches it; returns the number of rows. */
  materialize(request: MaterializeRequest): Promise<number>;
  /** A small result, read whole. */
  rows(select: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** A statement was refused; the message is the engine's own, `statement` what was asked. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly statement: string;
  constructor(message: string, statement: string, cause?: unknown) {
    super(message, { cause });
    this.statement = statement;
  }
}
