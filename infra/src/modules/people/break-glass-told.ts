import { CloudwatchEventRule } from '@cdktn/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktn/provider-aws/lib/cloudwatch-event-target/index.js';
import { SnsTopicPolicy } from '@cdktn/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktn/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktn/provider-aws/lib/sns-topic/index.js';
import { SqsQueuePolicy } from '@cdktn/provider-aws/lib/sqs-queue-policy/index.js';
import { SqsQueue } from '@cdktn/provider-aws/lib/sqs-queue/index.js';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../../policies/policy-document.ts';
import type { Place } from '../audit/trail-names.ts';
import { alarmKeyStatement, alarmTopicStatement } from '../alarms/alarm-statements.ts';
import { addAlarm, waitingAlarm } from '../alarms/metric-alarm.ts';
import { RETRY } from '../triggers/retries.ts';
import { queueByTls } from '../triggers/queue-by-tls.ts';
import { BREAK_GLASS, breakGlassArn } from './break-glass-name.ts';

const QUEUE = `${BREAK_GLASS}-untold`;
/** Days that what could not be told is kept: the most that SQS has. */
const KEPT_SECONDS = 14 * 24 * 3600;

/**
 * Lets EventBridge and CloudWatch use the trail's key for the topic and the queue. (A key's policy names its own key by `*`.)
 * EventBridge names no account to KMS when it writes to an encrypted topic (SNS developer guide, "Key management"), so the
 * topic itself is what the key is opened for.
 */
export function breakGlassKeyStatements({ account, region }: Place): PolicyStatement[] {
  const useKey = { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: ['*'] };
  const topic = `arn:aws:sns:${region}:${account}:${BREAK_GLASS}`;
  return [
    {
      Sid: 'BreakGlassIsTold',
      ...fromEvents(account),
      ...useKey,
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': topic } },
    },
    { Sid: 'BreakGlassIsUntold', ...fromEvents(account), ...useKey },
    alarmKeyStatement({ account }),
  ];
}

/** Mail whenever somebody takes the break-glass role, also when the trail's files come later; and when that could not be told. */
export class BreakGlassTold extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      account,
      region,
      keyArn,
      emails,
    }: Place & { readonly keyArn: string; readonly emails: readonly string[] },
  ) {
    super(scope, id);
    const topic = new SnsTopic(this, 'topic', { name: BREAK_GLASS, kmsMasterKeyId: keyArn });
    const queue = new SqsQueue(this, 'queue', {
      name: QUEUE,
      messageRetentionSeconds: KEPT_SECONDS,
      kmsMasterKeyId: keyArn,
    });
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: BREAK_GLASS,
      description: 'Somebody took the break-glass role',
      // AssumeRole only reads, as CloudTrail sees it; plain ENABLED leaves such events out (EventBridge user guide).
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      eventPattern: JSON.stringify({
        source: ['aws.sts'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['sts.amazonaws.com'],
          eventName: ['AssumeRole'],
          requestParameters: { roleArn: [breakGlassArn(account)] },
        },
      }),
    });
    const ofRule = {
      ...fromEvents(account),
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnEquals: { 'aws:SourceArn': `arn:aws:events:${region}:${account}:rule/${BREAK_GLASS}` },
      },
    };
    const told = new SnsTopicPolicy(this, 'topic-policy', {
      arn: topic.arn,
      policy: policyOf([
        { ...ofRule, Sid: 'RuleTells', Action: ['sns:Publish'], Resource: [topic.arn] },
        alarmTopicStatement({ account, region }, BREAK_GLASS, topic.arn),
      ]),
    });
    const untold = new SqsQueuePolicy(this, 'queue-policy', {
      queueUrl: queue.url,
      policy: policyOf([
        queueByTls(queue.arn),
        { ...ofRule, Sid: 'RuleFails', Action: ['sqs:SendMessage'], Resource: [queue.arn] },
      ]),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      arn: topic.arn,
      deadLetterConfig: { arn: queue.arn },
      retryPolicy: RETRY,
      dependsOn: [told, untold],
    });
    // CloudWatch has leave of its own for the key and the topic: what kept the rule from telling may not keep the alarm.
    const untoldAlarm = waitingAlarm(QUEUE, {
      id: 'untold',
      says: 'Somebody took the break-glass role, or tried to, and the mail about it could not be sent',
    });
    addAlarm(this, BREAK_GLASS, untoldAlarm, topic.arn);
    emails.forEach((endpoint, i) => {
      new SnsTopicSubscription(this, `mail-${i}`, { topicArn: topic.arn, protocol: 'email', endpoint });
    });
  }
}

const fromEvents = (account: string) =>
  ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  }) as const;

const policyOf = (Statement: readonly PolicyStatement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
