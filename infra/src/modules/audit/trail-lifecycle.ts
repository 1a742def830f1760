import type { S3BucketLifecycleConfigurationRule } from '@cdktn/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';

/** Days that the trail is kept: an auditor looks at a year, and comes a month later. */
export const TRAIL_DAYS = 400;
/** Days that what was removed or written over can be had back. */
const OLD_VERSIONS = 30;
/** Days after which parts of an upload that nobody finished go. */
const UPLOAD_DAYS = 2;

/** How long the trail is kept: the one place that decides it. */
export function trailLifecycle(): S3BucketLifecycleConfigurationRule[] {
  const everything = { status: 'Enabled', filter: [{ prefix: '' }] };
  return [
    { id: 'trail', ...everything, expiration: [{ days: TRAIL_DAYS }] },
    { id: 'old-versions', ...everything, noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS }] },
    {
      id: 'unfinished-uploads',
      ...everything,
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: UPLOAD_DAYS }],
    },
  ];
}
