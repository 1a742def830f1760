import type { Fault } from './fault.ts';
import { first, remove, type Draft } from './spoil.ts';

/** In alarms. */
export const ALARM_FAULTS: readonly Fault[] = [
  {
    name: 'a metric is counted run by run',
    kind: 'cost',
    by: 'rules',
    found: 'metric-dimension',
    spoil: (draft) =>
      (first(draft, 'aws_cloudwatch_metric_alarm')['dimensions'] = { RunId: '0123456789abcdef' }),
  },
  {
    name: 'an alarm tells nobody',
    kind: 'correctness',
    by: 'rules',
    found: 'alarm-heard',
    spoil: (draft) => delete first(draft, 'aws_cloudwatch_metric_alarm')['alarm_actions'],
  },
  {
    name: 'the alarms’ topic is not encrypted by our key',
    kind: 'security',
    by: 'rules',
    found: 'topic-key',
    spoil: (draft) => delete first(draft, 'aws_sns_topic')['kms_master_key_id'],
  },
  {
    name: 'nobody hears at once that a run was not started',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'errors-watched',
    spoil: (draft) => removeAlarm(draft, 'Errors'),
  },
  {
    name: 'what failed to start a run is kept nowhere, and nobody hears of it',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'errors-kept',
    spoil: (draft) => {
      remove(draft, 'aws_lambda_function_event_invoke_config');
      removeAlarm(draft, 'Errors');
    },
  },
  ...(
    [
      ['waits for a million events', { threshold: 1_000_000 }],
      ['looks where nothing is counted', { namespace: 'AWS/Nothing' }],
      ['is heard when nothing waits', { comparison_operator: 'LessThanThreshold' }],
      ['is switched off', { actions_enabled: false }],
    ] as const
  ).map(([does, settings]): Fault => ({
    name: `the alarm on a queue of what failed ${does}`,
    kind: 'correctness',
    stack: 'engage-account',
    by: 'rules',
    found: 'queue-watched',
    spoil: (draft) => {
      for (const alarm of Object.values(draft.resource['aws_cloudwatch_metric_alarm'] ?? {}))
        if (alarm['namespace'] === 'AWS/SQS') Object.assign(alarm, settings);
    },
  })),
  {
    name: 'nobody hears that an event waits in a queue of what failed',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'queue-watched',
    spoil: (draft) => removeAlarm(draft, 'ApproximateNumberOfMessagesVisible'),
  },
  {
    name: 'nobody hears that a use of break-glass could not be told',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'queue-watched',
    spoil: (draft) => removeAlarm(draft, 'ApproximateNumberOfMessagesVisible'),
  },
];

/** Takes the first alarm on a metric away. */
function removeAlarm(draft: Draft, metric: string): void {
  const alarms = Object.entries(draft.resource['aws_cloudwatch_metric_alarm'] ?? {});
  const at = alarms.findIndex(([, its]) => its['metric_name'] === metric);
  draft.resource['aws_cloudwatch_metric_alarm'] = Object.fromEntries(alarms.filter((_, i) => i !== at));
}
