import type { Fault } from './fault.ts';
import { first, remove } from './spoil.ts';

/** In what holds data. */
export const DATA_FAULTS: readonly Fault[] = [
  {
    name: 'a queue is spoken with without TLS, and by nobody with it',
    kind: 'security',
    stack: 'engage-prod',
    by: 'rules',
    found: 'queue-tls',
    spoil: (draft) => {
      for (const its of Object.values(draft.resource['aws_sqs_queue_policy']!))
        its['policy'] = String(its['policy']).replace(
          '"aws:SecureTransport":"false"',
          '"aws:SecureTransport":"true"',
        );
    },
  },
  {
    name: 'a bucket is open to the public',
    kind: 'security',
    by: 'rules',
    found: 'bucket-public-access-block',
    spoil: (draft) => (first(draft, 'aws_s3_bucket_public_access_block')['block_public_policy'] = false),
  },
  {
    name: 'a bucket has no lock against the public',
    kind: 'security',
    by: 'rules',
    found: 'bucket-public-access-block',
    spoil: (draft) => remove(draft, 'aws_s3_bucket_public_access_block'),
  },
  {
    name: 'a bucket keeps no versions',
    kind: 'correctness',
    by: 'rules',
    found: 'bucket-versioning',
    spoil: (draft) =>
      (first(draft, 'aws_s3_bucket_versioning')['versioning_configuration'] = { status: 'Suspended' }),
  },
  {
    name: 'a bucket is not encrypted',
    kind: 'security',
    by: 'rules',
    found: 'bucket-server-side-encryption-configuration',
    spoil: (draft) => remove(draft, 'aws_s3_bucket_server_side_encryption_configuration'),
  },
  {
    name: 'data are encrypted by S3’s own key',
    kind: 'security',
    by: 'rules',
    found: 'bucket-server-side-encryption-configuration',
    spoil: (draft) => {
      for (const its of Object.values(draft.resource['aws_s3_bucket_server_side_encryption_configuration']!))
        its['rule'] = [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }];
    },
  },
  {
    name: 'what refuses HTTP allows it',
    kind: 'security',
    by: 'rules',
    found: 'bucket-policy',
    spoil: (draft) => {
      const policy = first(draft, 'aws_s3_bucket_policy');
      policy['policy'] = String(policy['policy']).replaceAll('"Deny"', '"Allow"');
    },
  },
  {
    name: 'a rule that ends old versions is switched off',
    kind: 'cost',
    by: 'rules',
    found: 'bucket-lifecycle-configuration',
    spoil: (draft) => {
      const { rule } = first(draft, 'aws_s3_bucket_lifecycle_configuration') as {
        rule: { status: string }[];
      };
      for (const its of rule) its.status = 'Disabled';
    },
  },
  {
    name: 'a bucket takes old TLS',
    kind: 'security',
    by: 'rules',
    found: 'bucket-policy',
    spoil: (draft) => {
      const policy = first(draft, 'aws_s3_bucket_policy');
      policy['policy'] = String(policy['policy']).replaceAll('s3:TlsVersion', 's3:prefix');
    },
  },
  {
    name: 'old versions are kept and paid for ever',
    kind: 'cost',
    by: 'rules',
    found: 'bucket-lifecycle-configuration',
    spoil: (draft) => remove(draft, 'aws_s3_bucket_lifecycle_configuration'),
  },
  {
    name: 'access lists decide over a bucket again',
    kind: 'security',
    by: 'rules',
    found: 'bucket-ownership-controls',
    spoil: (draft) =>
      (first(draft, 'aws_s3_bucket_ownership_controls')['rule'] = { object_ownership: 'ObjectWriter' }),
  },
  {
    name: 'a bucket’s name has capital letters',
    kind: 'correctness',
    by: 'rules',
    found: 'bucket-name',
    spoil: (draft) => (first(draft, 'aws_s3_bucket')['bucket'] = 'Engage-dev-data'),
  },
  {
    name: 'prod’s data go with its stack',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'protected-data',
    spoil: (draft) => (first(draft, 'aws_s3_bucket')['force_destroy'] = true),
  },
  {
    name: 'the key stays the same for ever',
    kind: 'security',
    by: 'rules',
    found: 'key-rotation',
    spoil: (draft) => (first(draft, 'aws_kms_key')['enable_key_rotation'] = false),
  },
  {
    name: 'the trail leaves regions out',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'trail-complete',
    spoil: (draft) => (first(draft, 'aws_cloudtrail')['is_multi_region_trail'] = false),
  },
];
