import { resourceCount, type Synthesised } from '../terraform/workshop.ts';

/** Services that the emulator answers for, as the provider names their endpoints. */
export const ENDPOINTS = [
  ...[
    'apigatewayv2',
    'athena',
    'cloudwatch',
    'cloudwatchlogs',
    'ec2',
    'ecr',
    'ecs',
    'events',
    'glue',
    'iam',
    'kms',
  ],
  ...['lambda', 's3', 'scheduler', 'sfn', 'sns', 'sqs', 'sts'],
] as const;

/**
 * Types that the emulator does not have, and what it said (MiniStack 1.5.33). They are left out; whatever refers to one has to be
 * named as well, or Terraform says so. An entry that the stack does not have fails. There are no known differences after apply:
 * the plan has to be empty.
 */
export const NOT_COVERED: Readonly<Record<string, string>> = {
  aws_cloudwatch_metric_alarm: 'DescribeAlarms answers 500 without the header that the provider expects',
};

/** A stack without what the emulator does not have, and how many resources that left out. */
export function without(stack: Synthesised): { readonly stack: Synthesised; readonly left: number } {
  const strange = Object.keys(NOT_COVERED).filter((type) => !(type in stack.resource));
  if (strange.length > 0)
    throw new Error(`Expected types of the stack in NOT_COVERED, found ${strange.join(', ')}; remove them`);
  const kept = Object.entries(stack.resource).filter(([type]) => !(type in NOT_COVERED));
  const smaller = { ...stack, resource: Object.fromEntries(kept) };
  return { stack: smaller, left: resourceCount(stack) - resourceCount(smaller) };
}
