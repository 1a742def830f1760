import type { PolicyDocument } from '../policies/policy-document.ts';
import { referencesIn } from './references.ts';
import { resourcesOf, type Finding, type Placed, type Resource, type Stack } from './stack.ts';

/** Buckets that S3's own key has to encrypt: the state comes before every key, and access logs are delivered to no other. */
const S3_OWN_KEY = /^engage-terraform-|-logs-/;

/** What every bucket has beside itself, and what of it would be wrong. */
const COMPANIONS: Readonly<
  Record<string, { readonly expected: string; isRight(its: Resource, bucket: string): boolean }>
> = {
  aws_s3_bucket_public_access_block: {
    expected: 'all four locks against the public',
    isRight: (its) =>
      ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].every(
        (lock) => its[lock] === true,
      ),
  },
  aws_s3_bucket_ownership_controls: {
    expected: 'an owner that no access list can change',
    isRight: (its) => JSON.stringify(its['rule']).includes('BucketOwnerEnforced'),
  },
  aws_s3_bucket_versioning: {
    expected: 'versions',
    isRight: (its) => JSON.stringify(its['versioning_configuration']).includes('"Enabled"'),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    expected: 'encryption',
    isRight: (its, bucket) =>
      JSON.stringify(its['rule']).includes(S3_OWN_KEY.test(bucket) ? 'AES256' : 'aws:kms'),
  },
  aws_s3_bucket_policy: {
    expected: 'a policy that refuses HTTP and TLS below 1.2',
    isRight: (its) => {
      const denied = (JSON.parse(String(its['policy'])) as PolicyDocument).Statement.filter(
        ({ Effect }) => Effect === 'Deny',
      );
      const text = JSON.stringify(denied);
      return (
        text.includes('"aws:SecureTransport":"false"') &&
        /"NumericLessThan":\{"s3:TlsVersion":"?1\.2/.test(text)
      );
    },
  },
  aws_s3_bucket_lifecycle_configuration: {
    expected: 'rules that end old versions and unfinished uploads',
    isRight: (its) => {
      const enabled = (its['rule'] as readonly Resource[]).filter(({ status }) => status === 'Enabled');
      const text = JSON.stringify(enabled);
      return (
        text.includes('noncurrent_version_expiration') && text.includes('abort_incomplete_multipart_upload')
      );
    },
  },
};

/** Every queue is spoken with by TLS alone. */
export function queueFindings(stack: Stack): Finding[] {
  const refusesHttp = ({ resource }: Placed): boolean =>
    (JSON.parse(String(resource['policy'])) as PolicyDocument).Statement.some(
      ({ Effect, Condition }) =>
        Effect === 'Deny' && String(Condition?.['Bool']?.['aws:SecureTransport']) === 'false',
    );
  const policies = resourcesOf(stack, 'aws_sqs_queue_policy').filter(refusesHttp);
  return resourcesOf(stack, 'aws_sqs_queue')
    .filter(
      ({ where }) =>
        !policies.some(({ resource }) => referencesIn(String(resource['queue_url'])).includes(where)),
    )
    .map(({ where }) => ({
      rule: 'queue-tls',
      where,
      message: 'Expected a policy that refuses HTTP, found none',
    }));
}

/** Every bucket is closed, owned, versioned, encrypted, reached by TLS and cleaned up; and is named as AWS allows. */
export function storageFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_s3_bucket').flatMap(({ where, resource }) => [
    ...nameFindings(where, String(resource['bucket'])),
    ...Object.entries(COMPANIONS).flatMap(([type, { expected, isRight }]) => {
      const its = resourcesOf(stack, type).filter((placed) =>
        referencesIn(String(placed.resource['bucket'])).includes(where),
      );
      const right = its.length === 1 && isRight(its[0]!.resource, String(resource['bucket']));
      const message = `Expected ${expected}, found ${its.length === 0 ? 'none' : 'other settings'}`;
      return right
        ? []
        : [{ rule: type.replace('aws_s3_bucket_', 'bucket-').replaceAll('_', '-'), where, message }];
    }),
  ]);
}

/** S3 user guide, "General purpose bucket naming rules". */
function nameFindings(where: string, name: string): Finding[] {
  const fits = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  const message = `Expected 3 to 63 lower-case letters, digits, points and hyphens, found "${name}"`;
  return fits ? [] : [{ rule: 'bucket-name', where, message }];
}
