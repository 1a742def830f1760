import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';

/** A stack that may be changed. */
export interface Draft {
  readonly provider: { readonly aws: Record<string, unknown>[] };
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

/** The first resource of a type. */
export function first(draft: Draft, type: string): Record<string, unknown> {
  const [resource] = Object.values(draft.resource[type] ?? {});
  if (resource === undefined) throw new RangeError(`Expected a stack with ${type}, found none`);
  return resource;
}

/** Takes the first resource of a type away. */
export function remove(draft: Draft, type: string): void {
  draft.resource[type] = Object.fromEntries(Object.entries(draft.resource[type] ?? {}).slice(1));
}

/** Adds a statement to the policy of the first role. */
export function addStatement(draft: Draft, statement: PolicyStatement): void {
  const policy = first(draft, 'aws_iam_role_policy');
  const { Version, Statement } = JSON.parse(String(policy['policy'])) as PolicyDocument;
  policy['policy'] = JSON.stringify({ Version, Statement: [...Statement, statement] });
}

/** Replaces words in all policies of the stack; policies are JSON in a text. */
export function editPolicies(draft: Draft, search: string | RegExp, replacement: string): void {
  for (const [type, attribute] of [
    ['aws_iam_role', 'assume_role_policy'],
    ['aws_iam_role_policy', 'policy'],
  ] as const)
    for (const resource of Object.values(draft.resource[type] ?? {}))
      resource[attribute] =
        typeof search === 'string'
          ? String(resource[attribute]).replaceAll(search, replacement)
          : String(resource[attribute]).replace(search, replacement);
}

/** Replaces words in the definition of the state machine. */
export function editDefinition(draft: Draft, search: RegExp, replacement: string): void {
  const machine = first(draft, 'aws_sfn_state_machine');
  machine['definition'] = String(machine['definition']).replace(search, replacement);
}
