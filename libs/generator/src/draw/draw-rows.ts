import { Customer } from '../customer.ts';
import { BIAS } from '../plant/bias.ts';
import { DRIFT } from '../plant/drift.ts';
import { LEAKED_COLUMN, leakedValue } from '../plant/leak.ts';
import type { Plants } from '../plant/parse-plants.ts';
import type { PlantedRows } from '../plant/planted-rows.ts';
import { Stream } from '../random/stream.ts';
import type { OutcomeBuffer } from '../table/outcome-buffer.ts';
import type { TableBuffer } from '../table/table-buffer.ts';
import { drawCustomer } from './draw-customer.ts';
import { drawOutcomes, type Outcomes } from './outcomes.ts';
import { STREAMS } from './streams.ts';
import type { Traits } from './traits.ts';

/** What is drawn, and where it goes. */
export interface Drawing {
  readonly seed: number;
  readonly plants: Plants;
  readonly table: TableBuffer;
  readonly outcomes: OutcomeBuffer;
  readonly planted: PlantedRows;
}

/**
 * Draws customers row by row. Each has streams of its own, so that it does not matter who draws which rows, nor in
 * which order.
 *
 * @returns what draws the rows `[from, to)`
 */
export function rowDrawer({
  seed,
  plants,
  table,
  outcomes,
  planted,
}: Drawing): (from: number, to: number) => void {
  const streams = {
    customers: new Stream(seed, STREAMS.customers),
    outcomes: new Stream(seed, STREAMS.outcomes),
    leak: new Stream(seed, STREAMS.leak),
  };
  const customer = new Customer();
  const traits: Traits = { activity: 0.5, sociability: 0.5, quality: 0.5, commitment: 0.5 };
  const outcome: Outcomes = {
    expectedEngagement: 0.5,
    trueChurnProbability: 0.5,
    expectedRevenueUsd: 0.5,
    revenueUsd: 0.5,
    leftUnbiased: 0,
  };
  const drift = plants.drift ? DRIFT : null;
  return (from, to) => {
    for (let row = from; row < to; row++) {
      const id = row + 1;
      const note = { customerId: id, rowNumber: id };
      customer.customer_id = id;
      streams.customers.restart(id);
      streams.outcomes.restart(id);
      drawCustomer(streams.customers, customer, traits, drift);
      if (drift && customer.observed_at >= drift.from)
        planted.add({
          ...note,
          kind: 'drift',
          column: 'activity',
          original: (traits.activity - drift.shift).toFixed(4),
          planted: traits.activity.toFixed(4),
        });
      const biased = plants.bias && customer.gender === BIAS.gender;
      drawOutcomes(streams.outcomes, customer, outcome, biased ? BIAS.logOdds : 0);
      if (customer.churn_30_day !== outcome.leftUnbiased)
        planted.add({ ...note, kind: 'bias', column: 'churn_30_day', original: 'false', planted: 'true' });
      if (plants.leak) {
        const original = String(customer[LEAKED_COLUMN]);
        streams.leak.restart(id);
        customer[LEAKED_COLUMN] = leakedValue(streams.leak, customer);
        planted.add({
          ...note,
          kind: 'leak',
          column: LEAKED_COLUMN,
          original,
          planted: String(customer[LEAKED_COLUMN]),
        });
      }
      table.set(row, customer);
      outcomes.set(row, customer, outcome);
    }
  };
}
