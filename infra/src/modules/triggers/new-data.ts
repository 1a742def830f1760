import { CloudwatchEventRule } from '@cdktn/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktn/provider-aws/lib/cloudwatch-event-target/index.js';
import { LambdaPermission } from '@cdktn/provider-aws/lib/lambda-permission/index.js';
import { S3BucketNotification } from '@cdktn/provider-aws/lib/s3-bucket-notification/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { bucketNames } from '../s3/bucket-names.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { RETRY } from './retries.ts';
import type { StartFunction } from './start-function.ts';

/** A new object among the raw data is told to the function that starts runs; `plan.ts` of that app says which ones start one. */
export class NewData extends Construct {
  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    { starter, keyArn, bucket }: { starter: StartFunction; keyArn: string; bucket: string },
  ) {
    super(scope, id);
    const { name, account, region } = environment;
    const ruleName = `engage-${name}-new-data`;
    const ruleArn = `arn:aws:events:${region}:${account}:rule/${ruleName}`;
    new S3BucketNotification(this, 'events', { bucket, eventbridge: true });
    const queue = new DeadLetterQueue(this, environment, 'new-data', {
      keyArn,
      senders: (arn) => [
        {
          Sid: 'UndeliveredEvents',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['sqs:SendMessage'],
          Resource: [arn],
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnEquals: { 'aws:SourceArn': ruleArn },
          },
        },
      ],
    });
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: ruleName,
      description: 'New raw data start a run',
      eventPattern: JSON.stringify({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        account: [account],
        detail: { bucket: { name: [bucketNames(environment).data] }, object: { key: [{ prefix: 'raw/' }] } },
      }),
    });
    const call = new LambdaPermission(this, 'call', {
      functionName: starter.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceAccount: account,
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      arn: starter.arn,
      deadLetterConfig: { arn: queue.arn },
      retryPolicy: RETRY,
      dependsOn: [call],
    });
  }
}
