import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** What each value of makes a metric of its own, which is paid for by the month: a run, an execution, a customer. */
const ENDLESS = /run_?id|execution|customer|request_?id/i;

/** Alarms speak to somebody, and none counts by something without end. */
export function alarmFindings(stack: Stack): Finding[] {
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
