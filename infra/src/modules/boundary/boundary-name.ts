import { EnvironmentError } from '../../environments/check-environments.ts';

/** The policy that the account's stack makes for a boundary, where this name is asked for. */
export const OWN_BOUNDARY = 'engage-boundary';
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * Name of the policy that bounds every role, whatever else is attached to it: `engage-boundary` is ours, any other one of the
 * account's own.
 *
 * @param variables `ENGAGE_PERMISSIONS_BOUNDARY`, as the process has it
 * @returns nothing where none is named
 * @throws EnvironmentError for what is no name of a policy
 */
export function boundaryName(
  variables: Readonly<Record<string, string | undefined>> = {},
): string | undefined {
  const name = variables['ENGAGE_PERMISSIONS_BOUNDARY'] ?? '';
  if (name === '') return undefined;
  if (!POLICY_NAME.test(name))
    throw new EnvironmentError(
      `ENGAGE_PERMISSIONS_BOUNDARY: expected the name of a policy of the account, found "${name}"; leave out what comes before it in its ARN`,
    );
  return name;
}
