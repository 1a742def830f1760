import type { PolicyStatement } from '../../policies/policy-document.ts';

/** Lets S3 write into a bucket who read and wrote what in others, of this account alone. */
export function accessLogStatement(
  logs: string,
  account: string,
  sources: readonly string[],
): PolicyStatement {
  return {
    Sid: 'AccessLogs',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: ['s3:PutObject'],
    Resource: [`arn:aws:s3:::${logs}/*`],
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': sources.map((bucket) => `arn:aws:s3:::${bucket}`) },
    },
  };
}
