import type { S3BucketLifecycleConfigurationRule } from '@cdktn/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { tidyRules } from '../s3/lifecycle.ts';

/** Days that the trail is kept: an auditor looks at a year, and comes a month later. */
export const TRAIL_DAYS = 400;
/** Days that what was removed or written over can be had back. */
const OLD_VERSIONS = 30;
/** How long the trail is kept: the one place that decides it. */
export function trailLifecycle(): S3BucketLifecycleConfigurationRule[] {
  return [
    { id: 'trail', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: TRAIL_DAYS }] },
    ...tidyRules(OLD_VERSIONS),
  ];
}
