import type { Fault } from './fault.ts';
import { first } from './spoil.ts';

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
];
