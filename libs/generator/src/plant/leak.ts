import type { Customer } from '../customer.ts';
import { rounded } from '../draw/quantities.ts';
import { gamma } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';

/** The column that the leak overwrites; no formula and no rule depends on it. */
export const LEAKED_COLUMN = 'avg_conversation_length';

/** Mean messages in a conversation, had it been measured after the customer left or stayed. */
const MEAN_IF_LEFT = 1.5;
const MEAN_IF_STAYED = 15;
const SHAPE = 6;

/** What the column would be if it had been computed after the outcome: it gives the churn label away. */
export function leakedValue(stream: Stream, { churn_30_day: left }: Pick<Customer, 'churn_30_day'>): number {
  const mean = left === 1 ? MEAN_IF_LEFT : MEAN_IF_STAYED;
  return rounded((mean * gamma(stream, SHAPE)) / SHAPE, 1);
}
