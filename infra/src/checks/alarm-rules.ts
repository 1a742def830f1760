import { resourcesOf, type Finding, type Resource, type Stack } from './stack.ts';

/** What each value of makes a metric of its own, which is paid for by the month: a run, an execution, a customer. */
const ENDLESS = /run_?id|execution|customer|request_?id/i;

/** What an alarm watches so that the first fault is heard: any number above 0, the first time that it is. */
interface Watch {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  readonly dimension: string;
}

const WAITING: Watch = {
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  statistic: 'Maximum',
  dimension: 'QueueName',
};
const ERRORS: Watch = {
  namespace: 'AWS/Lambda',
  metric: 'Errors',
  statistic: 'Sum',
  dimension: 'FunctionName',
};

/** Alarms speak to somebody, none counts by something without end, and each queue of what failed has one. */
export function alarmFindings(stack: Stack): Finding[] {
  return [...wrongAlarmFindings(stack), ...unwatchedQueueFindings(stack), ...untoldErrorFindings(stack)];
}

/**
 * A function that a rule or a schedule calls, so that nobody waits for it, has a queue for what failed and an alarm that hears its
 * first error, not only what the last try left.
 */
function untoldErrorFindings(stack: Stack): Finding[] {
  const queued = resourcesOf(stack, 'aws_lambda_function_event_invoke_config').map(
    ({ resource }) => resource['function_name'],
  );
  return calledFunctionsOf(stack).flatMap((where) => {
    const name = `\${${where}.function_name}`;
    return [
      ...(queued.includes(name)
        ? []
        : [{ rule: 'errors-kept', where, message: 'Expected a queue for what failed here, found none' }]),
      ...(isWatched(stack, ERRORS, name)
        ? []
        : [{ rule: 'errors-watched', where, message: 'Expected an alarm on the first error, found none' }]),
    ];
  });
}

/** Addresses of the functions that rules and schedules call. */
function calledFunctionsOf(stack: Stack): string[] {
  const targets = [
    ...resourcesOf(stack, 'aws_cloudwatch_event_target'),
    ...resourcesOf(stack, 'aws_scheduler_schedule'),
  ];
  const text = JSON.stringify(targets.map(({ resource }) => resource));
  const called = text.matchAll(/\$\{(aws_lambda_function\.[\w-]+)\.arn\}/g);
  return [...new Set([...called].map(([, where]) => where!))];
}

function wrongAlarmFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_cloudwatch_metric_alarm').flatMap(({ where, resource }) => {
    const endless = Object.keys(dimensionsOf(resource)).filter((name) => ENDLESS.test(name));
    const isHeard = [resource['alarm_actions'] ?? []].flat().length > 0;
    return [
      ...endless.map((name) => ({
        rule: 'metric-dimension',
        where,
        message: `Expected dimensions with few values, found ${name}: each run would be a metric that is paid for`,
      })),
      ...(isHeard
        ? []
        : [{ rule: 'alarm-heard', where, message: 'Expected somebody to tell, found nobody' }]),
    ];
  });
}

/** Every queue is one of what failed. */
function unwatchedQueueFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_sqs_queue')
    .filter(({ resource }) => !isWatched(stack, WAITING, resource['name']))
    .map(({ where }) => ({
      rule: 'queue-watched',
      where,
      message: 'Expected an alarm on what waits here for a person, found none',
    }));
}

function isWatched(stack: Stack, watch: Watch, name: unknown): boolean {
  return resourcesOf(stack, 'aws_cloudwatch_metric_alarm').some(
    ({ resource }) => hearsTheFirst(resource, watch) && dimensionsOf(resource)[watch.dimension] === name,
  );
}

function hearsTheFirst(alarm: Resource, { namespace, metric, statistic }: Watch): boolean {
  return (
    alarm['namespace'] === namespace &&
    alarm['metric_name'] === metric &&
    alarm['statistic'] === statistic &&
    alarm['comparison_operator'] === 'GreaterThanThreshold' &&
    alarm['threshold'] === 0 &&
    alarm['evaluation_periods'] === 1 &&
    alarm['actions_enabled'] !== false
  );
}

function dimensionsOf(alarm: Resource): Readonly<Record<string, unknown>> {
  return (alarm['dimensions'] ?? {}) as Readonly<Record<string, unknown>>;
}
