import { CloudwatchMetricAlarm } from '@cdktn/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { Construct } from 'constructs';

/** One number that should not be exceeded. No dimension names a run: each value would be a metric of its own, and paid for. */
export interface Alarm {
  readonly id: string;
  readonly says: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
  readonly above: number;
  readonly minutes: number;
}

/**
 * Makes an alarm that somebody hears, at $0.10 a month.
 *
 * @param prefix of its name: `engage-dev`, for example
 */
export function addAlarm(scope: Construct, prefix: string, alarm: Alarm, topicArn: string): void {
  const { statistic } = alarm;
  new CloudwatchMetricAlarm(scope, alarm.id, {
    alarmName: `${prefix}-${alarm.id}`,
    alarmDescription: alarm.says,
    namespace: alarm.namespace,
    metricName: alarm.metric,
    dimensions: alarm.dimensions,
    ...(statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic }),
    comparisonOperator: 'GreaterThanThreshold',
    threshold: alarm.above,
    period: alarm.minutes * 60,
    evaluationPeriods: 1,
    // Nothing is measured while nothing runs, which is no fault.
    treatMissingData: 'notBreaching',
    alarmActions: [topicArn],
  });
}

/** Something waits for a person in a queue of what failed. */
export function waitingAlarm(queue: string, its: Pick<Alarm, 'id' | 'says'>): Alarm {
  return {
    ...its,
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queue },
    statistic: 'Maximum',
    above: 0,
    minutes: 5,
  };
}
