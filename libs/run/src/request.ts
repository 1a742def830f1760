import { z } from 'zod';

const inputSchema = z.object({
  /** `table`, or the file name of an outcome. */
  role: z.string(),
  /** File or folder name, without the path: the same data elsewhere is the same work. */
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const configSchema = z.object({
  seed: z.number().int().nonnegative(),
  /** What trains, predicts and explains the trees: our own engine, or the official library. */
  engine: z.enum(['trees', 'xgboost']),
  /** Whose predictions are explained: everyone's, or nobody's. */
  explain: z.enum(['all', 'none']),
  /** Stratified cross-validation instead of the contract's split; null for the split. */
  folds: z.number().int().min(2).max(20).nullable(),
  /** ISO 8601 moment at which the data were cut, in UTC; null for the moment of the latest outcome. */
  asOf: z.string().nullable(),
  /** The run whose models are used; null for models that this run trains itself. */
  models: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable()
    .default(null),
});

const versionsSchema = z.object({
  application: z.string(),
  /** SHA-256 over the application's sources. */
  sources: z.string(),
  /** For example "trees 0.1.0" or "xgboost 3.4.1". */
  engine: z.string(),
  /** For example "1.5.5": another version may write other bytes. */
  duckdb: z.string(),
});

export const runRequestSchema = z.object({
  runId: z.string().regex(/^[0-9a-f]{16}$/),
  inputs: z.array(inputSchema).min(1),
  config: configSchema,
  versions: versionsSchema,
  contract: z.object({
    /** File name, for messages. */
    name: z.string(),
    text: z.string(),
  }),
});

/** One file or folder that a run reads. */
export type RunInput = z.infer<typeof inputSchema>;
/** What a person may set; every field is part of the run's identity. */
export type RunConfig = z.infer<typeof configSchema>;
export type RunVersions = z.infer<typeof versionsSchema>;
/** Everything that decides a run's outputs, as kept in `request.json`. */
export type RunRequest = z.infer<typeof runRequestSchema>;
