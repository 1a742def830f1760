import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** What each value of makes a metric of its own, which is paid for by the month: a run, an execution, a customer. */
const ENDLESS = /run_?id|execution|customer|request_?id/i;

/** By these one sees that something waits in a queue. */
const QUEUE_METRICS = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];

/** Alarms speak to somebody, none counts by something without end, and each queue of what failed has one. */
export function alarmFindings(stack: Stack): Finding[] {
  return [...wrongAlarmFindings(stack), ...unwatchedQueueFindings(stack)];
}

/** Where faults are to be heard at once, not after the last try: a function that nobody waits for has an alarm on its errors. */
export function errorFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_lambda_function_event_invoke_config')
    .filter(({ resource }) => !isWatched(stack, ['Errors'], 'FunctionName', resource['function_name']))
    .map(({ where }) => ({
      rule: 'errors-watched',
      where,
      message: 'Expected an alarm on the errors of a function that nobody waits for, found none',
    }));
}

function wrongAlarmFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_cloudwatch_metric_alarm').flatMap(({ where, resource }) => {
    const endless = Object.keys((resource['dimensions'] as object | undefined) ?? {}).filter((name) =>
      ENDLESS.test(name),
    );
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
    .filter(({ resource }) => !isWatched(stack, QUEUE_METRICS, 'QueueName', resource['name']))
    .map(({ where }) => ({
      rule: 'queue-watched',
      where,
      message: 'Expected an alarm on what waits here for a person, found none',
    }));
}

function isWatched(stack: Stack, metrics: readonly string[], dimension: string, name: unknown): boolean {
  return resourcesOf(stack, 'aws_cloudwatch_metric_alarm').some(
    ({ resource }) =>
      metrics.includes(String(resource['metric_name'])) &&
      (resource['dimensions'] as Readonly<Record<string, unknown>> | undefined)?.[dimension] === name,
  );
}
