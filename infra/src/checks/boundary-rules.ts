import { BREAK_GLASS } from '../modules/people/break-glass-name.ts';
import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** Where one role is bounded, all are, but for the one that mends what the boundary itself broke. */
export function boundaryFindings(stack: Stack): Finding[] {
  const roles = resourcesOf(stack, 'aws_iam_role').filter(({ resource }) => resource['name'] !== BREAK_GLASS);
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
