import { OWN_BOUNDARY } from '../../modules/boundary/boundary-name.ts';
import type { Fault } from './fault.ts';
import type { Draft } from './spoil.ts';

function editBoundary(draft: Draft, search: string | RegExp, replacement: string): void {
  for (const its of Object.values(draft.resource['aws_iam_policy'] ?? {}))
    if (its['name'] === OWN_BOUNDARY) its['policy'] = String(its['policy']).replace(search, replacement);
}

/** Puts a statement under a condition, so that it holds for some alone. */
function spareWhoeverHasMfa(draft: Draft, sid: string): void {
  const condition = '"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}';
  editBoundary(draft, `"Sid":"${sid}",`, `"Sid":"${sid}",${condition},`);
}

/** Ways around the boundary of all roles. */
export const BOUNDARY_FAULTS: readonly Fault[] = [
  {
    name: 'the boundary no longer refuses to make a user, who would have none',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-closed',
    spoil: (draft) => editBoundary(draft, '"iam:CreateUser",', ''),
  },
  {
    name: 'the boundary may be written anew by those whom it bounds',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-closed',
    spoil: (draft) => editBoundary(draft, 'iam:CreatePolicyVersion', 'iam:CreatePolicy'),
  },
  {
    name: 'the boundary refuses ways out under a condition alone',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-closed',
    spoil: (draft) => spareWhoeverHasMfa(draft, 'NoWayOut'),
  },
  {
    name: 'the boundary lets roles that it does not bound be handed to a service',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) => editBoundary(draft, /arn:aws:iam::\d+:role\/engage-\*/, '*'),
  },
  {
    name: 'the boundary lets break-glass be handed to a service',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-closed',
    spoil: (draft) => editBoundary(draft, 'role/engage-break-glass', 'role/engage-other'),
  },
  {
    name: 'the boundary keeps break-glass from whoever has no MFA alone',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-closed',
    spoil: (draft) => spareWhoeverHasMfa(draft, 'KeepBreakGlass'),
  },
  {
    name: 'another policy is given all that the boundary leaves',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'no-wildcard-action',
    spoil: (draft) => {
      const policies = draft.resource['aws_iam_policy']!;
      const bounds = Object.values(policies).find(({ name }) => name === OWN_BOUNDARY)!;
      policies['another'] = { ...bounds, name: 'engage-another' };
    },
  },
  {
    name: 'the boundary is longer than IAM takes',
    kind: 'correctness',
    stack: 'engage-account',
    by: 'rules',
    found: 'boundary-length',
    spoil: (draft) => editBoundary(draft, 'NoWayOut', 'NoWayOut'.repeat(600)),
  },
];
