import type { PolicyDocument } from '../../policies/policy-document.ts';

/** Leave to put into a queue what failed. */
export function sendPolicy(queueArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'KeepFailures', Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [queueArn] }],
  };
}
