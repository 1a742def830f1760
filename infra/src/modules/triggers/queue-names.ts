import type { Environment } from '../../environments/environment.ts';

/**
 * What could not be done, by who gave it up: `new-data`, EventBridge's rule could not hand an event on; `schedule`, the
 * scheduler could not; `start`, the function failed as often as it was tried.
 */
export type QueueUse = 'new-data' | 'schedule' | 'start';

/** The queues that an environment has. */
export function queuesOf({ triggers }: Pick<Environment, 'triggers'>): QueueUse[] {
  return [
    'start',
    ...(triggers.onNewData === null ? [] : ['new-data' as const]),
    ...(triggers.train === null && triggers.score === null ? [] : ['schedule' as const]),
  ];
}

/** @example queueName(dev, 'start') // 'engage-dev-failed-start' */
export function queueName({ name }: Pick<Environment, 'name'>, use: QueueUse): string {
  return `engage-${name}-failed-${use}`;
}

/** ARN of a queue as it will be, for policies that come before it. */
export function queueArn(
  environment: Pick<Environment, 'name' | 'account' | 'region'>,
  use: QueueUse,
): string {
  return `arn:aws:sqs:${environment.region}:${environment.account}:${queueName(environment, use)}`;
}
