import type { Environment } from '../../environments/environment.ts';

/** Where an account's trail is at home; it hears of all regions. */
export type Place = Pick<Environment, 'account' | 'region'>;

export const TRAIL_NAME = 'engage';

/** Written out, since the key and the bucket name the trail before it is there. */
export function trailArn({ account, region }: Place): string {
  return `arn:aws:cloudtrail:${region}:${account}:trail/${TRAIL_NAME}`;
}

/** @example trailBucketName(prod) // 'engage-trail-123456789012-eu-west-1' */
export function trailBucketName({ account, region }: Place): string {
  return `engage-trail-${account}-${region}`;
}
