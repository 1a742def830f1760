import type { PolicyStatement } from '../../policies/policy-document.ts';

/** Refuses whoever speaks with a queue without TLS. */
export function queueByTls(queueArn: string): PolicyStatement {
  return {
    Sid: 'PlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: ['sqs:*'],
    Resource: [queueArn],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
