import { InputError } from '@engage/run';
import { z } from 'zod';

/** What is used of EventBridge's event of a new object (S3 user guide, "EventBridge event message structure"); keys are plain. */
const objectSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});
const scheduleSchema = z.object({ kind: z.enum(['train', 'score']), table: z.string().optional() });
/** By hand: `aws lambda invoke --payload '{"table":"raw/customers.parquet"}'`, which trains. */
const tableSchema = z.strictObject({ table: z.string() });

const eventSchema = z.union([objectSchema, scheduleSchema, tableSchema]);

/** What a run does: trains models and scores with them, or scores with those of the latest run. */
export type RunKind = 'train' | 'score';

/** What is to be started: a run because of a new object, or on a table; null for the only one that there is. */
export type StartOrder =
  | { readonly because: 'object'; readonly kind: RunKind; readonly key: string }
  | { readonly because: 'order'; readonly kind: RunKind; readonly table: string | null };

/**
 * What an event asks for.
 *
 * @param onNewData what a new table is for
 * @throws InputError when it is none of the three events
 */
export function orderOf(event: unknown, onNewData: RunKind): StartOrder {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success)
    throw new InputError(
      'Expected an event of a new object in S3, { kind: "train" }, { kind: "score" } or { table: "raw/…" }, found another',
    );
  if ('detail' in parsed.data)
    return { because: 'object', kind: onNewData, key: parsed.data.detail.object.key };
  const kind = 'kind' in parsed.data ? parsed.data.kind : 'train';
  return { because: 'order', kind, table: parsed.data.table ?? null };
}
