import { z } from 'zod';
import { instantOf } from './instant.ts';

const text = z.string().min(1);
/** Names that become columns of our own files and parts of paths. */
const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a name of lower-case letters, digits and _ that starts with a letter');
/** A plain file name: outcomes lie beside the table, never elsewhere. */
const fileName = z
  .string()
  .regex(/^[^/\\\p{Cc}]+$/u, 'a file name without a folder')
  .refine((name) => !name.startsWith('.'), 'a file name that does not start with a dot');

const modelShape = z.strictObject({
  name: identifier,
  task: z.enum(['regression', 'binary', 'tweedie']),
  target: text,
  outcome: z.strictObject({ file: fileName, key: text, name: text }).optional(),
  horizonDays: z.int().min(1).max(3650).optional(),
  features: z.array(text).min(1),
  incumbent: text.optional(),
  flagThreshold: z.number().gt(0).lt(1).optional(),
  predictionColumn: identifier,
  flagColumn: identifier.optional(),
  truth: identifier.optional(),
  higherIsBetter: z.boolean(),
  unit: text.optional(),
  params: z.record(z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'a parameter name'), z.number()).optional(),
});

const splitShape = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('time'),
    column: text,
    tune: z.int().min(1),
    calibrate: z.int().min(1),
    holdout: z.int().min(1),
    purgeDays: z.int().min(0).default(0),
  }),
  z.strictObject({
    by: z.literal('hash'),
    tune: z.number().gt(0).lt(1).default(0.1),
    calibrate: z.number().gt(0).lt(1).default(0.1),
    holdout: z.number().gt(0).lt(1).default(0.1),
  }),
]);

const dialectShape = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  quote: z.enum(['"', "'"]).default('"'),
  nullTokens: z.array(z.string()).default(['']),
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).default('utf-8'),
});

const lifetimeValueShape = z.strictObject({
  revenueModel: text,
  churnModel: text,
  predictionColumn: identifier,
  marginShare: z.number().gt(0).max(1),
  months: z.int().min(1).max(600),
  yearlyDiscount: z.number().min(0).lt(1),
  revenueMonths: z.number().gt(0),
});

/** A day or a moment, of which the first instant counts. */
const moment = z.string().transform((given, context) => {
  const instant = instantOf('timestamp', given);
  if (instant === null)
    context.addIssue('a date such as "2026-03-01" or a moment such as "2026-03-01T00:00:00Z"');
  return instant ?? z.NEVER;
});

/** What Engage keeps in the `customProperties` of a table. */
export const tableExtensions = {
  models: z.array(modelShape).min(1),
  asOf: moment,
  split: splitShape,
  dialect: dialectShape,
  maxQuarantineShare: z.number().min(0).max(1),
  protectedBands: z.array(z.strictObject({ name: identifier, expression: text })),
  activity: z.array(z.strictObject({ name: identifier, label: text, expression: text, unit: text })),
  lifetimeValue: lifetimeValueShape,
  peerGroup: z.array(text).min(1).max(4),
  segmentBy: z.array(text).min(1).max(2),
} as const;

/** What Engage keeps in the `customProperties` of a column. */
export const columnExtensions = {
  unit: text,
  roles: z.array(z.enum(['id', 'as_of', 'target', 'feature', 'protected', 'money', 'excluded'])).min(1),
  exclusionReason: text,
  theme: text,
  actionable: z.boolean(),
} as const;
