import { breakGlassArn } from '../../modules/people/break-glass-name.ts';
import { peopleTrust } from '../../modules/people/people-trust.ts';
import type { Fault } from './fault.ts';
import { editPolicies, type Draft } from './spoil.ts';

/** A role of a person, made here: who people are depends on the settings. */
function trust(draft: Draft, edit: (text: string) => string): void {
  const text = JSON.stringify(peopleTrust([breakGlassArn('000000000000').replace('role', 'user')]));
  draft.resource['aws_iam_role'] = {
    ...draft.resource['aws_iam_role'],
    person: { name: 'engage-person', assume_role_policy: edit(text) },
  };
}

/** Mistakes in who may take the roles of people. */
export const PEOPLE_FAULTS: readonly Fault[] = [
  ...(
    [
      ['of any alias', '"alias/engage-dev"', '"alias/*"'],
      ['that has no alias, too', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals'],
      ['but one', 'ForAnyValue:StringEquals', 'ForAnyValue:StringNotEquals'],
    ] as const
  ).map(([which, search, replacement]): Fault => ({
    name: `a person may use any key ${which}`,
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) => editPolicies(draft, search, replacement),
  })),
  {
    name: 'people are given a policy of AWS’s own',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'no-managed-policy',
    spoil: (draft) => {
      const [attachment] = Object.values(draft.resource['aws_iam_role_policy_attachment']!);
      draft.resource['aws_iam_role_policy_attachment']!['more'] = {
        ...attachment,
        policy_arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      };
    },
  },
  {
    name: 'a person takes a role without a second factor',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'people-mfa',
    spoil: (draft) => trust(draft, (text) => text.replace('"Bool":', '"BoolIfExists":')),
  },
  {
    name: 'a second factor counts for a day',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'people-mfa',
    spoil: (draft) => trust(draft, (text) => text.replace('"3600"', '"86400"')),
  },
];
