import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';

/** The service may take the role for flow logs of this account alone (confused deputy). */
export function flowLogTrust({ account, region }: Environment): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FlowLogs',
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
        },
      },
    ],
  };
}

export function flowLogPermissions(logGroupArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteFlows',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: [`${logGroupArn}:*`],
      },
    ],
  };
}
