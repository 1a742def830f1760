import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktn/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketLoggingA as AccessLog } from '@cdktn/provider-aws/lib/s3-bucket-logging/index.js';
import { S3BucketOwnershipControls } from '@cdktn/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktn/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktn/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA as Encryption } from '@cdktn/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA as Versioning } from '@cdktn/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktn/provider-aws/lib/s3-bucket/index.js';
import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../policies/policy-document.ts';
import { bucketPolicy } from './bucket-policy.ts';

export interface PrivateBucketOptions {
  readonly name: string;
  /** Key that objects are encrypted with; S3's own where none is given. */
  readonly keyArn?: string;
  /** Whether it refuses to be destroyed; otherwise it goes with all that it holds. */
  readonly isProtected: boolean;
  readonly rules: readonly S3BucketLifecycleConfigurationRule[];
  /** Name of the bucket that is told who read and wrote what, below this bucket's own name. */
  readonly accessLogs?: string;
  /** What its policy says beside what it refuses: services of AWS that write into it. */
  readonly statements?: readonly PolicyStatement[];
}

/** A bucket as all of ours are: closed to the public, owned by us alone, versioned, encrypted, reached by TLS only. */
export class PrivateBucket extends Construct {
  readonly arn: string;
  /** Its name, as what comes after it refers to it. */
  readonly id: string;
  /** To wait for, by what writes under one of the further statements. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, options: PrivateBucketOptions) {
    super(scope, id);
    const { name, keyArn, isProtected, rules, accessLogs, statements = [] } = options;
    const bucket = new S3Bucket(this, 'bucket', {
      bucket: name,
      forceDestroy: !isProtected,
      lifecycle: { preventDestroy: isProtected },
    });
    const its = { bucket: bucket.id };
    new S3BucketOwnershipControls(this, 'owner', {
      ...its,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    new Versioning(this, 'versions', { ...its, versioningConfiguration: { status: 'Enabled' } });
    const encryption =
      keyArn === undefined ? { sseAlgorithm: 'AES256' } : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn };
    new Encryption(this, 'encryption', {
      ...its,
      rule: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: keyArn !== undefined }],
    });
    const closed = new S3BucketPublicAccessBlock(this, 'closed', {
      ...its,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const own = bucketPolicy(bucket.arn, keyArn);
    this.policy = new S3BucketPolicy(this, 'policy', {
      ...its,
      policy: JSON.stringify({ ...own, Statement: [...own.Statement, ...statements] }),
      dependsOn: [closed],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', { ...its, rule: [...rules] });
    if (accessLogs !== undefined)
      new AccessLog(this, 'access', { ...its, targetBucket: accessLogs, targetPrefix: `${name}/` });
    this.arn = bucket.arn;
    this.id = bucket.id;
  }
}
