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
  bootstrap: z.object({ resamples: z.number(), level: z.number() }).optional(),
});

export type EvaluationFile = z.infer<typeof evaluationSchema>;
export type MeasurementFile = z.infer<typeof measurement>;
