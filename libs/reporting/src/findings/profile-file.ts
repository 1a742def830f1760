import { z } from 'zod';

/** `curated/profile.json`, as far as the page shows it. */
export const profileSchema = z.object({
  /** Curated rows. */
  rows: z.number(),
  reasons: z.array(z.object({ reason: z.string(), rows: z.number() })),
  columns: z.array(z.object({ name: z.string(), nulls: z.number() })),
});
