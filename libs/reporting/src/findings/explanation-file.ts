import { z } from 'zod';

/** `explanations/<model>.global.json`, as far as the page shows it. */
export const globalRankingSchema = z.object({
  rows: z.number(),
  features: z.array(
    z.object({
      feature: z.string(),
      theme: z.string(),
      actionable: z.boolean(),
      share: z.number(),
      direction: z.union([z.literal(-1), z.literal(0), z.literal(1), z.null()]).optional(),
    }),
  ),
  themes: z.array(
    z.object({
      theme: z.string(),
      share: z.number(),
      low: z.number().optional(),
      high: z.number().optional(),
    }),
  ),
});

export type GlobalRankingFile = z.infer<typeof globalRankingSchema>;
