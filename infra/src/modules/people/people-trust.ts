import type { PolicyDocument } from '../../policies/policy-document.ts';

/** Seconds for which a second factor counts, and for which a session lasts: the least that AWS accepts for a session. */
export const SESSION_SECONDS = 3600;

/**
 * Lets people take a role who showed a second factor within the hour. `Bool` and `NumericLessThan` do not match where the key is
 * missing, so that a key without MFA is refused (IAM user guide, "Secure API access with MFA").
 *
 * @param people ARNs of users or roles of the account
 * @param region the only one in which the role can be taken, where it matters
 */
export function peopleTrust(people: readonly string[], region?: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PeopleWithMfa',
        Effect: 'Allow',
        Principal: { AWS: people },
        Action: ['sts:AssumeRole'],
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': String(SESSION_SECONDS) },
          ...(region !== undefined && { StringEquals: { 'aws:RequestedRegion': region } }),
        },
      },
    ],
  };
}
