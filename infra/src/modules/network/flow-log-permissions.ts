import type { PolicyDocument } from '../../policies/policy-document.ts';

/** A flow log writes to its own group. */
export function flowLogPermissions(logGroupArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteFlows',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: [logGroupArn, `${logGroupArn}:log-stream:*`],
      },
      // AWS lists the groups of an account only as a whole.
      { Sid: 'FindGroups', Effect: 'Allow', Action: ['logs:DescribeLogGroups'], Resource: ['*'] },
    ],
  };
}
