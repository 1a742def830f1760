import type { PolicyStatement } from '../policies/policy-document.ts';
import { ESCALATION } from './escalation.ts';
import { referencesIn } from './references.ts';
import { policiesOf, resourcesOf, type Finding, type Stack } from './stack.ts';

/** Where break-glass gets all there is. */
const BREAK_GLASS_ADMINISTERS = 'aws_iam_role_policy_attachment.people_break-glass_administrator_FA5B9464';

/** No role can become another that can become it, and none can write its own policy or has one of AWS's. */
export function roleFindings(stack: Stack): Finding[] {
  return [...circleFindings(stack), ...escalationFindings(stack), ...managedFindings(stack)];
}

/** Policies of AWS's own, which other rules cannot read, are given to break-glass alone. */
function managedFindings(stack: Stack): Finding[] {
  const attached = resourcesOf(stack, 'aws_iam_role_policy_attachment').filter(
    ({ where, resource }) =>
      String(resource['policy_arn']).startsWith('arn:aws:iam::aws:') && where !== BREAK_GLASS_ADMINISTERS,
  );
  const named = resourcesOf(stack, 'aws_iam_role').filter(
    ({ resource }) => [resource['managed_policy_arns'] ?? []].flat().length > 0,
  );
  return [...attached, ...named].map(({ where }) => ({
    rule: 'no-managed-policy',
    where,
    message: 'Expected policies by action and resource, found one of AWS’s own',
  }));
}

function circleFindings(stack: Stack): Finding[] {
  const becomes = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    becomes.set(from, [...(becomes.get(from) ?? []), to]);
  };
  for (const { where, kind, document } of policiesOf(stack))
    for (const statement of document.Statement.filter(({ Effect }) => Effect === 'Allow'))
      if (kind === 'trust') for (const taker of rolesIn(statement.Principal)) add(taker, where);
      else if (kind === 'identity' && mayBecome(statement))
        for (const role of rolesIn(statement.Resource)) add(holderOf(stack, where), role);
  return [...becomes.keys()]
    .filter((role) => reaches(becomes, role))
    .map((where) => ({
      rule: 'no-circle',
      where,
      message: 'Expected roles that lead one way, found one that can become itself again through others',
    }));
}

const mayBecome = ({ Action }: PolicyStatement): boolean =>
  Action.some((action) => action === 'sts:AssumeRole' || action === 'iam:PassRole');

function rolesIn(value: unknown): string[] {
  return referencesIn(JSON.stringify(value ?? '')).filter((reference) =>
    reference.startsWith('aws_iam_role.'),
  );
}

/** The role that a policy belongs to. */
function holderOf(stack: Stack, where: string): string {
  const policy = resourcesOf(stack, 'aws_iam_role_policy').find((its) => its.where === where);
  return rolesIn(policy?.resource['role'])[0] ?? where;
}

function reaches(becomes: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const open = [...(becomes.get(start) ?? [])];
  for (let role = open.pop(); role !== undefined; role = open.pop()) {
    if (role === start) return true;
    if (seen.has(role)) continue;
    seen.add(role);
    open.push(...(becomes.get(role) ?? []));
  }
  return false;
}

/** Rights that lead to all rights stand in no policy without a boundary that those who use them cannot leave. */
function escalationFindings(stack: Stack): Finding[] {
  return policiesOf(stack)
    .filter(({ kind }) => kind === 'identity')
    .flatMap(({ where, document }) =>
      document.Statement.filter(
        ({ Effect, Action, Condition }) =>
          Effect === 'Allow' &&
          Action.some((action) => ESCALATION.includes(action)) &&
          Condition?.['StringEquals']?.['iam:PermissionsBoundary'] === undefined,
      ).map(({ Sid }) => ({
        rule: 'no-escalation',
        where: `${where} ${Sid}`,
        message: 'Expected a condition on the permissions boundary, found leave to give any right',
      })),
    );
}
