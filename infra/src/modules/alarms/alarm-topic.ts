import { SnsTopicPolicy } from '@cdktn/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktn/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktn/provider-aws/lib/sns-topic/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { alarmTopicStatement } from './alarm-statements.ts';

/** Where alarms are told, and who hears of them: each address has to confirm by the mail that AWS sends it. */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    { keyArn, emails }: { readonly keyArn: string; readonly emails: readonly string[] },
  ) {
    super(scope, id);
    const { name } = environment;
    const topic = new SnsTopic(this, 'topic', { name: `engage-${name}-alarms`, kmsMasterKeyId: keyArn });
    new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [alarmTopicStatement(environment, `engage-${name}`, topic.arn)],
      }),
    });
    emails.forEach((endpoint, i) => {
      new SnsTopicSubscription(this, `mail-${i}`, { topicArn: topic.arn, protocol: 'email', endpoint });
    });
    this.arn = topic.arn;
  }
}
