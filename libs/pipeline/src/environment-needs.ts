// Written by `npx node infra/src/quotas/write-needs.ts`; a test of infra says when it is out of date.
import type { EnvironmentNeeds } from './environment-need.ts';

/** What each environment asks of its account, by name. */
export const environmentNeeds: Readonly<Record<string, EnvironmentNeeds>> = {
  dev: { region: 'eu-west-1', reservedConcurrency: null, models: [] },
  staging: {
    region: 'eu-west-1',
    reservedConcurrency: 20,
    models: ['amazon.titan-embed-text-v2:0', 'amazon.nova-lite-v1:0'],
  },
  prod: {
    region: 'eu-west-1',
    reservedConcurrency: 20,
    models: ['amazon.titan-embed-text-v2:0', 'amazon.nova-lite-v1:0'],
  },
};
