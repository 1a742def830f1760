import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';

/** Oldest version of TLS. S3 negotiates 1.3 with whoever can; a bucket's policy is where less is refused. */
const LEAST_TLS = '1.2';

/** Refuses what is not encrypted on its way, is older than TLS 1.2, or would be stored under another key. */
export function bucketPolicy(bucketArn: string, keyArn?: string): PolicyDocument {
  const both = [bucketArn, `${bucketArn}/*`];
  const everybody = { Effect: 'Deny', Principal: '*' } as const;
  const onTheWay: PolicyStatement[] = [
    {
      Sid: 'PlainHttp',
      ...everybody,
      Action: ['s3:*'],
      Resource: both,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'OldTls',
      ...everybody,
      Action: ['s3:*'],
      Resource: both,
      Condition: { NumericLessThan: { 's3:TlsVersion': LEAST_TLS } },
    },
  ];
  if (keyArn === undefined) return { Version: '2012-10-17', Statement: onTheWay };
  const otherKey: PolicyStatement = {
    Sid: 'OtherKey',
    ...everybody,
    Action: ['s3:PutObject'],
    Resource: [`${bucketArn}/*`],
    // A write that names no key gets the bucket's own; without Null it would match, too, and be refused.
    Condition: {
      StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn },
      Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
    },
  };
  const otherEncryption: PolicyStatement = {
    Sid: 'OtherEncryption',
    ...everybody,
    Action: ['s3:PutObject'],
    Resource: [`${bucketArn}/*`],
    Condition: {
      StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      Null: { 's3:x-amz-server-side-encryption': 'false' },
    },
  };
  return { Version: '2012-10-17', Statement: [...onTheWay, otherKey, otherEncryption] };
}
