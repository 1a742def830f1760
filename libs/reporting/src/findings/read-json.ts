import type { RunContext } from '@engage/run';
import type { z } from 'zod';

/**
 * A JSON artefact of the run, or null when the run has none: parts that were not asked for leave no file.
 *
 * @throws Error when the file is there but is not what it should be
 */
export async function readJson<T>(run: RunContext, key: string, schema: z.ZodType<T>): Promise<T | null> {
  if (!(await run.store.exists(key))) return null;
  const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(await run.store.read(key))));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue ? `${issue.path.join('.')}: ${issue.message}` : 'no reason given';
  throw new Error(`Expected ${key} in the shape this report reads, found ${place}`);
}
