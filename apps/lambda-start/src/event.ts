import { InputError } from '@engage/run';
import { z } from 'zod';

/** What is used of EventBridge's event of a new object (S3 user guide, "EventBridge event message structure"); keys are plain. */
const objectSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});
const scheduleSchema = z.object({ kind: z.enum(['train', 'score']), table: z.string().optional() });
/** By hand: `aws lambda invoke --payload '{"table":"raw/customers.parquet"}'`. */
const tableSchema = z.strictObject({ table: z.string() });

const eventSchema = z.union([objectSchema, scheduleSchema, tableSchema]);

/** What is to be started: a run because of a new object, or on a table; null for the only one that there is. */
export type StartOrder =
  | { readonly because: 'object'; readonly key: string }
  | { readonly because: 'order'; readonly table: string | null };

/**
 * What an event asks for.
 *
 * Score-only is refused: the state machine predicts with the models that the same run trained, on the encoding that the same
 * run made, and neither can be taken from another run yet. Scores by the latest models come from `apps/lambda-score`.
 *
 * @throws InputError when it is none of the three events, or asks for what cannot be started
 */
export function orderOf(event: unknown): StartOrder {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success)
    throw new InputError(
      'Expected an event of a new object in S3, { kind: "train" } or { table: "raw/…" }, found another',
    );
  if ('detail' in parsed.data) return { because: 'object', key: parsed.data.detail.object.key };
  if ('kind' in parsed.data && parsed.data.kind === 'score')
    throw new InputError(
      'Expected kind "train", found "score": a run predicts with the models that it trains itself; start it with "train", or ask the scoring API for scores by the latest models',
    );
  return { because: 'order', table: parsed.data.table ?? null };
}
