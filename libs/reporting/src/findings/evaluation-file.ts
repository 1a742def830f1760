import { z } from 'zod';

/** NaN and infinities become null in JSON: a number that is not defined is not shown. */
const measurement = z.object({
  value: z.number().nullable(),
  low: z.number().nullable().optional(),
  high: z.number().nullable().optional(),
});
const measurements = z.record(z.string(), measurement);

/** `models/<model>/evaluation.json`, as far as the page shows it. */
export const evaluationSchema = z.object({
  headline: z.string(),
  parts: z.record(z.string(), z.object({ rows: z.number(), mean: z.number().nullable() })).optional(),
  calibration: z.object({ method: z.string() }).nullable().optional(),
  metrics: measurements,
  baselines: z.array(
    z.object({ name: z.string(), metrics: measurements, advantage: measurement.optional() }),
  ),
  ceiling: z
    .object({ best: measurement, share: measurement, calibrationError: measurement.nullable().optional() })
    .nullable()
    .optional(),
  intervals: z
    .object({
      method: z.string(),
      nominal: z.number().nullable().optional(),
      rows: z.number().optional(),
      coverage: measurement.nullable().optional(),
      tenths: z
        .array(z.object({ tenth: z.number(), rows: z.number(), coverage: measurement.nullable() }))
        .optional(),
    })
    .optional(),
  bootstrap: z.object({ resamples: z.number(), level: z.number() }).optional(),
});

/** `predictions/coverage.json`: what the intervals of each model held in each segment of the holdout. */
export const coverageSchema = z.array(
  z.object({
    model: z.string(),
    segment: z.string(),
    rows: z.number(),
    value: z.number(),
    low: z.number(),
    high: z.number(),
  }),
);

export type EvaluationFile = z.infer<typeof evaluationSchema>;
export type MeasurementFile = z.infer<typeof measurement>;
