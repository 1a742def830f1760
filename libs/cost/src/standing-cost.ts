import { costLine, estimateOf, type CostLine, type Estimate } from './line.ts';
import { standing } from './standing.ts';
import type { PriceName } from './prices.ts';

/** Things that are paid for by the month whether or not anything runs. */
export const STANDING_ITEMS = {
  keys: ['Keys', 'keyMonth'],
  endpointZones: ['Endpoints, each in each zone', 'endpointMonth'],
  alarms: ['Alarms', 'alarmMonth'],
  secrets: ['Secrets', 'secretMonth'],
  imageGb: ['Images', 'imageGbMonth'],
  storedGb: ['Data of the runs that are kept', 's3GbMonth'],
} as const satisfies Record<string, readonly [string, PriceName]>;

/** How many of each an environment or account has. */
export type Standing = Readonly<Record<keyof typeof STANDING_ITEMS, number>>;

/**
 * What an environment costs a month when nothing runs, line by line.
 *
 * @throws RangeError for a stack that there is not, or a region without prices
 * @example standingCost('engage-dev', 'eu-west-1').totalUsd
 */
export function standingCost(stack: string, region: string): Estimate {
  const its = standing[stack];
  if (its === undefined)
    throw new RangeError(`Expected one of ${Object.keys(standing).join(', ')}, found "${stack}"`);
  const lines = (Object.keys(STANDING_ITEMS) as (keyof Standing)[]).map((item): CostLine => {
    const [what, price] = STANDING_ITEMS[item];
    return costLine(what, its[item], price, region);
  });
  return estimateOf(lines.filter(({ quantity }) => quantity > 0));
}
