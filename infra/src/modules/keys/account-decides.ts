import type { PolicyStatement } from '../../policies/policy-document.ts';

/** Leaves it to the account's own policies who may use a key; without it a key's policy could shut out the account. */
export function accountDecides(account: string): PolicyStatement {
  return {
    Sid: 'AccountDecides',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ['kms:*'],
    Resource: ['*'],
  };
}
