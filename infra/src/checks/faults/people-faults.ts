import { breakGlassArn } from '../../modules/people/break-glass-name.ts';
import { peopleTrust } from '../../modules/people/people-trust.ts';
import type { Fault } from './fault.ts';
import type { Draft } from './spoil.ts';

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
