import { OWN_BOUNDARY } from '../modules/boundary/boundary-name.ts';
import { BREAK_GLASS } from '../modules/people/break-glass-name.ts';
import type { PolicyStatement } from '../policies/policy-document.ts';
import { ESCALATION } from './escalation.ts';
import { policiesOf, resourcesOf, type Finding, type PlacedPolicy, type Stack } from './stack.ts';

/** By these the boundary would be another one than was agreed on. */
const UNMADE_BY: readonly string[] = ['iam:DeletePolicy', 'iam:DeletePolicyVersion'];
/** Characters that a policy of an account can have (IAM user guide, "IAM and AWS STS quotas"). */
const LONGEST = 6144;

/** A boundary that holds, and holds all. */
export function boundaryFindings(stack: Stack): Finding[] {
  return [...unboundedFindings(stack), ...ownBoundariesOf(stack).flatMap(ownBoundaryFindings)];
}

/** Where one role is bounded, all are, but for the one that mends what the boundary itself broke. */
function unboundedFindings(stack: Stack): Finding[] {
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

function ownBoundariesOf(stack: Stack): PlacedPolicy[] {
  const named = resourcesOf(stack, 'aws_iam_policy')
    .filter(({ resource }) => resource['name'] === OWN_BOUNDARY)
    .map(({ where }) => where);
  return policiesOf(stack).filter(({ where }) => named.includes(where));
}

/** Our boundary refuses by name what leads out of it: that it does not give them would end with a service that is added. */
function ownBoundaryFindings({ where, document }: PlacedPolicy): Finding[] {
  const refused = document.Statement.filter(refusesAlways).flatMap(({ Action }) => Action);
  const open = [...ESCALATION, ...UNMADE_BY].filter((action) => !refused.includes(action));
  const keepsBreakGlass = document.Statement.some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === 'Deny' &&
      Condition === undefined &&
      Action.includes('iam:PassRole') &&
      Resource?.some((arn) => arn.endsWith(`:role/${BREAK_GLASS}`)),
  );
  const length = JSON.stringify(document).length;
  return [
    ...open.map((action) => ({
      rule: 'boundary-closed',
      where,
      message: `Expected a boundary that refuses ${action} of anything, found none`,
    })),
    ...(keepsBreakGlass
      ? []
      : [
          {
            rule: 'boundary-closed',
            where,
            message: `Expected a boundary that refuses to hand ${BREAK_GLASS} to a service, found none`,
          },
        ]),
    ...(length <= LONGEST
      ? []
      : [
          {
            rule: 'boundary-length',
            where,
            message: `Expected ${LONGEST} characters at most, found ${length}`,
          },
        ]),
  ];
}

function refusesAlways({ Effect, Resource, Condition }: PolicyStatement): boolean {
  return Effect === 'Deny' && Resource?.includes('*') === true && Condition === undefined;
}
