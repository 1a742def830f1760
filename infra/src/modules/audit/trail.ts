import { Cloudtrail } from '@cdktn/provider-aws/lib/cloudtrail/index.js';
import { KmsAlias } from '@cdktn/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktn/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../policies/policy-document.ts';
import { PrivateBucket } from '../s3/private-bucket.ts';
import { trailLifecycle } from './trail-lifecycle.ts';
import { TRAIL_NAME, trailBucketName, type Place } from './trail-names.ts';
import { trailBucketStatements, trailKeyPolicy } from './trail-policies.ts';

/** Days in which a key that is to be destroyed can still be had back. */
const WINDOW_DAYS = 30;

export interface TrailOptions extends Place {
  readonly isProtected: boolean;
  /** What the key's policy says beside the trail. */
  readonly keyStatements?: readonly PolicyStatement[];
}

/**
 * Who did what in the account, in all regions, in a bucket and under a key ($1 a month) of its own. The first copy of such
 * events is free; reads and writes of single objects, which are not, are left out.
 */
export class Trail extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, options: TrailOptions) {
    super(scope, id);
    const { account, region, isProtected, keyStatements } = options;
    const place = { account, region };
    const key = new KmsKey(this, 'key', {
      description: 'Engage: trail of the account',
      enableKeyRotation: true,
      deletionWindowInDays: WINDOW_DAYS,
      policy: JSON.stringify(trailKeyPolicy(place, keyStatements)),
      lifecycle: { preventDestroy: isProtected },
    });
    this.keyArn = key.arn;
    new KmsAlias(this, 'alias', { name: 'alias/engage-trail', targetKeyId: key.keyId });
    const bucket = new PrivateBucket(this, 'bucket', {
      name: trailBucketName(place),
      keyArn: key.arn,
      isProtected,
      rules: trailLifecycle(),
      statements: trailBucketStatements(place),
    });
    new Cloudtrail(this, 'trail', {
      name: TRAIL_NAME,
      s3BucketName: trailBucketName(place),
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      // CloudTrail tries to write when the trail is made.
      dependsOn: [bucket.policy],
    });
  }
}
