import type { Environment } from '../../environments/environment.ts';

/** What lies in which bucket. */
export type BucketUse = 'data' | 'queries' | 'logs';

/**
 * Names of an environment's buckets: account and region make them unlike those of everybody else.
 *
 * @example bucketNames(dev).data // 'engage-dev-data-123456789012-eu-west-1'
 */
export function bucketNames({
  name,
  account,
  region,
}: Pick<Environment, 'name' | 'account' | 'region'>): Readonly<Record<BucketUse, string>> {
  const nameOf = (use: BucketUse): string => `engage-${name}-${use}-${account}-${region}`;
  return { data: nameOf('data'), queries: nameOf('queries'), logs: nameOf('logs') };
}
