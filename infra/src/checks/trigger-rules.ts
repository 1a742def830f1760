import { scheduleProblem } from '../environments/schedule-expression.ts';
import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** Types that hand something on while nobody waits, and what of them names the queue for what failed. */
const HANDS_ON: readonly (readonly [type: string, queue: string])[] = [
  ['aws_cloudwatch_event_target', 'dead_letter_config'],
  ['aws_scheduler_schedule', 'dead_letter_config'],
  ['aws_lambda_function_event_invoke_config', 'on_failure'],
];

/** Schedules are such as AWS takes, and nothing that could not be handed on is lost. */
export function triggerFindings(stack: Stack): Finding[] {
  const schedules = ['aws_scheduler_schedule', 'aws_cloudwatch_event_rule'].flatMap((type) =>
    resourcesOf(stack, type).filter(({ resource }) => resource['schedule_expression'] !== undefined),
  );
  return [
    ...schedules.flatMap(({ where, resource }) => {
      const problem = scheduleProblem(String(resource['schedule_expression']));
      return problem === null
        ? []
        : [{ rule: 'schedule-expression', where, message: problem.replace(/^e/, 'E') }];
    }),
    ...HANDS_ON.flatMap(([type, queue]) =>
      resourcesOf(stack, type)
        .filter(({ resource }) => !JSON.stringify(resource).includes(`"${queue}":{`))
        .map(({ where }) => ({
          rule: 'dead-letter-queue',
          where,
          message: 'Expected a queue for what could not be handed on, found none',
        })),
    ),
  ];
}
