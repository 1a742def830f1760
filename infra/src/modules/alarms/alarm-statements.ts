import type { Environment } from '../../environments/environment.ts';
import type { PolicyStatement } from '../../policies/policy-document.ts';

const CLOUDWATCH = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } } as const;

/** Lets CloudWatch use a key for topics that alarms are told to. (A key's policy names its own key by `*`.) */
export function alarmKeyStatement({ account }: Pick<Environment, 'account'>): PolicyStatement {
  return {
    Sid: 'AlarmsAreTold',
    ...CLOUDWATCH,
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: ['*'],
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}

/**
 * Lets alarms speak to a topic.
 *
 * @param prefix of their names
 */
export function alarmTopicStatement(
  { account, region }: Pick<Environment, 'account' | 'region'>,
  prefix: string,
  topicArn: string,
): PolicyStatement {
  return {
    Sid: 'AlarmsTell',
    ...CLOUDWATCH,
    Action: ['sns:Publish'],
    Resource: [topicArn],
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:${prefix}-*` },
    },
  };
}
