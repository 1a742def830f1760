// Written by `npx node infra/src/money/write-standing.ts`; a test of infra says when it is out of date.
import type { Standing } from './standing-cost.ts';

/** What stands in each stack though nothing runs. */
export const standing: Readonly<Record<string, Standing>> = {
  'engage-state': { keys: 0, endpointZones: 0, alarms: 0, secrets: 0, imageGb: 0, storedGb: 0 },
  'engage-account': { keys: 1, endpointZones: 0, alarms: 0, secrets: 0, imageGb: 0, storedGb: 0 },
  'engage-dev': { keys: 1, endpointZones: 0, alarms: 3, secrets: 0, imageGb: 6, storedGb: 0.1 },
  'engage-staging': { keys: 1, endpointZones: 6, alarms: 8, secrets: 0, imageGb: 6, storedGb: 0.21 },
  'engage-prod': { keys: 1, endpointZones: 6, alarms: 9, secrets: 0, imageGb: 6, storedGb: 2.8 },
};
