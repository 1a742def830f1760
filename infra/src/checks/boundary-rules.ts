import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** Where one role is bounded, all are. */
export function boundaryFindings(stack: Stack): Finding[] {
  const roles = resourcesOf(stack, 'aws_iam_role');
  const isBounded = ({ resource }: (typeof roles)[number]): boolean =>
    resource['permissions_boundary'] !== undefined;
  if (!roles.some(isBounded)) return [];
  return roles
    .filter((role) => !isBounded(role))
    .map(({ where }) => ({
      rule: 'all-bounded',
      where,
      message: 'Expected a permissions boundary as on the other roles, found none',
    }));
}
