import type { Drift } from '../draw/draw-customer.ts';
import { SNAPSHOTS } from '../snapshots.ts';

/** Activity falls by 0.3 standard deviations in the last two snapshots. */
export const DRIFT: Drift = { shift: -0.3, from: SNAPSHOTS - 2 };
