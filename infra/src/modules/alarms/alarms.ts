import { CloudwatchMetricAlarm } from '@cdktn/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { AlarmTopic } from './alarm-topic.ts';

/** What is watched: addresses of what the other modules made. No dimension names a run: each value would be a metric of its own, and paid for. */
export interface Watched {
  readonly pipelineArn: string;
  /** Names of the queues that hold what failed. */
  readonly queues: readonly string[];
  readonly apiId: string;
  readonly keyArn: string;
  /** Who gets mail. */
  readonly emails: readonly string[];
}

/** One number that should not be exceeded. */
interface Alarm {
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

/** Milliseconds that an answer may take; Lambda's start alone takes some 400. */
const SLOW_MS = 2000;

/** Who hears when something breaks. Each alarm is $0.10 a month, so dev has those of runs alone. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, environment: Environment, watched: Watched) {
    super(scope, id);
    const topic = new AlarmTopic(this, 'topic', environment, watched);
    const alarms =
      environment.alarms === 'all' ? [...ofRuns(watched), ...ofScores(watched)] : ofRuns(watched);
    for (const its of alarms)
      new CloudwatchMetricAlarm(this, its.id, {
        alarmName: `engage-${environment.name}-${its.id}`,
        alarmDescription: its.says,
        namespace: its.namespace,
        metricName: its.metric,
        dimensions: its.dimensions,
        ...(its.statistic.startsWith('p')
          ? { extendedStatistic: its.statistic }
          : { statistic: its.statistic }),
        comparisonOperator: 'GreaterThanThreshold',
        threshold: its.above,
        period: its.minutes * 60,
        evaluationPeriods: 1,
        // Nothing is measured while nothing runs, which is no fault.
        treatMissingData: 'notBreaching',
        alarmActions: [topic.arn],
      });
  }
}

function ofRuns({ pipelineArn, queues }: Watched): Alarm[] {
  const machine = {
    namespace: 'AWS/States',
    dimensions: { StateMachineArn: pipelineArn },
    statistic: 'Sum',
    above: 0,
    minutes: 5,
  };
  return [
    {
      ...machine,
      id: 'runs-failed',
      says: 'A run failed: the execution names the state',
      metric: 'ExecutionsFailed',
    },
    {
      ...machine,
      id: 'runs-timed-out',
      says: 'A run took longer than it may',
      metric: 'ExecutionsTimedOut',
    },
    ...queues.map((queue) => ({
      id: `waiting-${queue.replace(/^engage-[^-]+-/, '')}`,
      says: 'An event could not be handled and waits for a person',
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: queue },
      statistic: 'Maximum',
      above: 0,
      minutes: 5,
    })),
  ];
}

function ofScores({ apiId }: Watched): Alarm[] {
  const api = { namespace: 'AWS/ApiGateway', dimensions: { ApiId: apiId }, minutes: 5 };
  return [
    {
      ...api,
      id: 'scores-failed',
      says: 'Answers of the scoring API were errors of ours',
      metric: '5xx',
      statistic: 'Sum',
      above: 0,
    },
    {
      ...api,
      id: 'scores-slow',
      says: `One of a hundred answers of the scoring API took longer than ${SLOW_MS} ms`,
      metric: 'Latency',
      statistic: 'p99',
      above: SLOW_MS,
    },
    {
      id: 'functions-throttled',
      says: 'Lambda refused calls in this account and region: more run at once than it allows',
      namespace: 'AWS/Lambda',
      metric: 'Throttles',
      dimensions: {},
      statistic: 'Sum',
      above: 0,
      minutes: 5,
    },
  ];
}
