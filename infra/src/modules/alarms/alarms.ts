import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { addAlarm, waitingAlarm, type Alarm } from './metric-alarm.ts';

/** What is watched: addresses of what the other modules made. */
export interface Watched {
  readonly pipelineArn: string;
  /** Name of the function that starts runs. */
  readonly starter: string;
  /** Names of the queues that hold what failed. */
  readonly queues: readonly string[];
  readonly apiId: string;
  readonly keyArn: string;
  /** Who gets mail. */
  readonly emails: readonly string[];
}

/** Milliseconds that an answer may take; Lambda's start alone takes some 400. */
const SLOW_MS = 2000;

/** Who hears when something breaks. Each alarm is $0.10 a month, so dev has those of runs alone. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, environment: Environment, watched: Watched) {
    super(scope, id);
    const topic = new AlarmTopic(this, 'topic', environment, watched);
    const alarms =
      environment.alarms === 'all'
        ? [...ofRuns(watched), ...ofStarts(watched), ...ofScores(watched)]
        : ofRuns(watched);
    for (const its of alarms) addAlarm(this, `engage-${environment.name}`, its, topic.arn);
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
    ...queues.map((queue) =>
      waitingAlarm(queue, {
        id: `waiting-${queue.replace(/^engage-[^-]+-/, '')}`,
        says: 'An event could not be handled and waits for a person',
      }),
    ),
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

/** The queue of what could not be started tells so as well, but only after the last try. */
function ofStarts({ starter }: Watched): Alarm[] {
  return [
    {
      id: 'start-failed',
      says: 'The function that starts runs failed: nobody waits for its answer; it is tried twice more before the event waits for a person',
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      dimensions: { FunctionName: starter },
      statistic: 'Sum',
      above: 0,
      minutes: 5,
    },
  ];
}
