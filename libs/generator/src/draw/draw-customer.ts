import type { Customer } from '../customer.ts';
import { category } from '../random/samplers.ts';
import type { Stream } from '../random/stream.ts';
import { SNAPSHOTS } from '../snapshots.ts';
import { drawActivity } from './activity.ts';
import { drawDating } from './dating.ts';
import { drawAccount, drawPerson } from './demographics.ts';
import { derive, silenceThePaused } from './derive.ts';
import { PLATFORM_SHARES } from './platform.ts';
import { drawRevenue } from './revenue.ts';
import { drawSocial } from './social.ts';
import { drawTraits, type Traits } from './traits.ts';

/** Fewer sessions and less of everything, in standard deviations of activity, for the latest snapshots. */
export interface Drift {
  readonly shift: number;
  /** First snapshot that drifts, 0 to 11. */
  readonly from: number;
}

/**
 * Draws every column that is known at the snapshot. The order of the calls is the order of the draws: a change
 * here changes every generated table.
 */
export function drawCustomer(stream: Stream, customer: Customer, traits: Traits, drift: Drift | null): void {
  customer.observed_at = Math.floor(stream.uniform() * SNAPSHOTS);
  const standardAge = drawPerson(stream, customer);
  const drifts = drift !== null && customer.observed_at >= drift.from;
  drawTraits(stream, traits, standardAge, drifts ? drift.shift : 0);
  customer.platform_primary = category(stream, PLATFORM_SHARES);
  drawAccount(stream, customer, traits);
  drawActivity(stream, customer, traits);
  drawSocial(stream, customer, traits);
  drawDating(stream, customer, traits);
  silenceThePaused(customer);
  drawRevenue(stream, customer, traits);
  derive(customer);
}
