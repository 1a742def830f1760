import type { Environment } from '../../environments/environment.ts';
import type { PolicyStatement } from '../../policies/policy-document.ts';

/** Uses the key of an environment, which is made after the roles of people: its alias says which one it is. */
export function useKeyByAlias({ name, account, region }: Environment): PolicyStatement {
  return {
    Sid: 'KeyByAlias',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: [`arn:aws:kms:${region}:${account}:key/*`],
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/engage-${name}` } },
  };
}
