import { SqsQueue } from '@cdktn/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktn/provider-aws/lib/sqs-queue-policy/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyStatement } from '../../policies/policy-document.ts';
import { queueByTls } from './queue-by-tls.ts';
import { queueName, type QueueUse } from './queue-names.ts';

/** What SQS keeps at most: somebody on holiday still finds it. */
const KEPT_SECONDS = 14 * 24 * 3600;
/** How long a data key is used before KMS is asked again (SQS's default). */
const KEY_REUSE_SECONDS = 300;

/** Where an event waits for a person once nobody tries it any more. An empty one costs nothing. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  /** @param senders statements for services of AWS that have no role of ours */
  constructor(
    scope: Construct,
    environment: Environment,
    use: QueueUse,
    options: { readonly keyArn: string; readonly senders?: (arn: string) => readonly PolicyStatement[] },
  ) {
    super(scope, use);
    const queue = new SqsQueue(this, 'queue', {
      name: queueName(environment, use),
      messageRetentionSeconds: KEPT_SECONDS,
      kmsMasterKeyId: options.keyArn,
      kmsDataKeyReusePeriodSeconds: KEY_REUSE_SECONDS,
    });
    const Statement = [queueByTls(queue.arn), ...(options.senders?.(queue.arn) ?? [])];
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: queue.url,
      policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    this.arn = queue.arn;
  }
}
