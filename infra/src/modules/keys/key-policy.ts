import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';
import { alarmKeyStatement } from '../alarms/alarm-statements.ts';
import { vectorBucketArn } from '../bedrock/knowledge-names.ts';
import { queueArn } from '../triggers/queue-names.ts';
import { accountDecides } from './account-decides.ts';

/**
 * Who may use the key: the account's own policies decide, CloudWatch Logs for the groups of this environment alone, and
 * EventBridge for the queue that takes what it could not deliver.
 * (A key's policy names itself with `*`: AWS has no other way.)
 */
export function keyPolicy(environment: Environment): PolicyDocument {
  const { name, account, region, triggers, hasKnowledge } = environment;
  const undelivered: PolicyStatement = {
    Sid: 'UndeliveredEvents',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: ['*'],
    Condition: {
      StringEquals: {
        'aws:SourceAccount': account,
        'kms:EncryptionContext:aws:sqs:arn': queueArn(environment, 'new-data'),
      },
    },
  };
  // S3 Vectors reads what it indexes by itself (S3 user guide, "Data protection and encryption in S3 Vectors").
  const indexing: PolicyStatement = {
    Sid: 'VectorsAreIndexed',
    Effect: 'Allow',
    Principal: { Service: 'indexing.s3vectors.amazonaws.com' },
    Action: ['kms:Decrypt'],
    Resource: ['*'],
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': vectorBucketArn(environment) },
    },
  };
  // The state machine's log is delivered by this service, which reads what the machine's key encrypted.
  const deliveries: PolicyStatement = {
    Sid: 'LogsAreDelivered',
    Effect: 'Allow',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Action: ['kms:Decrypt'],
    Resource: ['*'],
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'kms:EncryptionContext:SourceArn': `arn:aws:logs:${region}:${account}:*` },
    },
  };
  return {
    Version: '2012-10-17',
    Statement: [
      accountDecides(account),
      alarmKeyStatement(environment),
      deliveries,
      {
        Sid: 'LogsOfThisEnvironment',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        Resource: ['*'],
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:/engage/${name}/*`,
          },
        },
      },
      ...(triggers.onNewData ? [undelivered] : []),
      ...(hasKnowledge ? [indexing] : []),
    ],
  };
}
