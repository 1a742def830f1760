import type { TaskName } from '@engage/pipeline';

/** Rows that the times below were measured with. */
export const MEASURED_CUSTOMERS = 100_000;

/**
 * Seconds of each state for 100,000 customers of 72 features on two cores, without AWS (decision 0013, 2026-11-26; Profile,
 * QA, Results and Report ran beside other states; Adopt on a busy machine). Work grows with the rows.
 */
export const LOCAL_SECONDS: Readonly<Record<TaskName, number>> = {
  Cleanup: 0.1,
  Prepare: 1.5,
  Train: 2,
  Profile: 1.8,
  Evaluate: 1.7,
  Adopt: 0.2,
  Predict: 2,
  Ensemble: 0.6,
  QA: 1.2,
  Results: 1.2,
  Report: 1.2,
  Publish: 0.2,
};

/**
 * Assumed, never measured, because nothing of it ran on AWS: a function takes three times as long as here (S3 and Athena
 * answer over a network, and it has one to two processors), a container twice as long, beside what both need to start.
 */
export const ASSUMED = {
  functionFactor: 3,
  functionStartSeconds: 1,
  containerFactor: 2,
  containerStartSeconds: 45,
  /** Fargate's shortest bill (pricing page). */
  containerLeastSeconds: 60,
  /** Share of the run's bytes that a statement reads: a few columns of one table. */
  scannedShare: 0.1,
} as const;

/** Counted in a local run of 100,000 customers (2026-11-26): what the query engine was asked, and files that were written. */
export const COUNTED = {
  statements: 170,
  files: 74,
  /** Bytes of the run's folder a customer. */
  bytesPerCustomer: 490,
} as const;

/** Athena charges 10 MB for a statement at least (pricing page). */
export const LEAST_SCAN_BYTES = 10_000_000;
