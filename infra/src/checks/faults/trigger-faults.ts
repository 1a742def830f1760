import type { Fault } from './fault.ts';
import { first } from './spoil.ts';

/** In what starts runs. */
export const TRIGGER_FAULTS: readonly Fault[] = [
  {
    name: 'a schedule has the five fields of another cron',
    kind: 'correctness',
    by: 'rules',
    found: 'schedule-expression',
    stack: 'engage-prod',
    spoil: (draft) => (first(draft, 'aws_scheduler_schedule')['schedule_expression'] = 'cron(0 4 * * *)'),
  },
  {
    name: 'a schedule of one day says days',
    kind: 'correctness',
    by: 'rules',
    found: 'schedule-expression',
    stack: 'engage-prod',
    spoil: (draft) => (first(draft, 'aws_scheduler_schedule')['schedule_expression'] = 'rate(1 days)'),
  },
  {
    name: 'an event that could not be delivered is lost',
    kind: 'correctness',
    by: 'rules',
    found: 'dead-letter-queue',
    stack: 'engage-prod',
    spoil: (draft) => delete first(draft, 'aws_cloudwatch_event_target')['dead_letter_config'],
  },
];
