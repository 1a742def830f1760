import type { S3BucketLifecycleConfigurationRule } from '@cdktn/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import type { Environment } from '../../environments/environment.ts';
import type { BucketUse } from './bucket-names.ts';

/** Days that results of queries lie about: a reader has fetched them at once. */
const QUERY_DAYS = 7;
/** Days after which parts of an upload that nobody finished go. */
const UPLOAD_DAYS = 2;

/** How long what lies in each bucket is kept, and where: the one place that decides it. */
export function lifecycleOf(
  use: BucketUse,
  { retention }: Environment,
): S3BucketLifecycleConfigurationRule[] {
  const expire = (id: string, days: number, prefix?: string): S3BucketLifecycleConfigurationRule => ({
    id,
    ...(prefix === undefined ? everything : below(prefix)),
    expiration: [{ days }],
  });
  const rules: Readonly<Record<BucketUse, S3BucketLifecycleConfigurationRule[]>> = {
    data: [
      expire('runs', retention.runs, 'runs/'),
      // `raw/`, `truth/`, `knowledge/`, `contracts/` and `releases/` are kept until somebody removes them: runs read raw data
      // daily, and a release is what one rolls back to.
    ],
    queries: [expire('results', QUERY_DAYS)],
    logs: [expire('access-logs', retention.logs)],
  };
  return [...rules[use], ...tidyRules(retention.oldVersions)];
}

/** What every bucket of ours does: old versions end after some days, unfinished uploads after two. */
export function tidyRules(oldVersionDays: number): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: 'old-versions',
      ...everything,
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
    },
    {
      id: 'unfinished-uploads',
      ...everything,
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: UPLOAD_DAYS }],
    },
  ];
}

const everything = { status: 'Enabled', filter: [{ prefix: '' }] };
const below = (prefix: string) => ({ status: 'Enabled', filter: [{ prefix }] });
