import { alarmFindings } from './alarm-rules.ts';
import { boundaryFindings } from './boundary-rules.ts';
import { careFindings, protectionFindings, tagFindings } from './care-rules.ts';
import { costFindings } from './cost-rules.ts';
import { definitionFindings } from './definition-rules.ts';
import { networkFindings } from './network-rules.ts';
import { peopleFindings } from './people-rules.ts';
import { policyFindings } from './policy-rules.ts';
import { referenceFindings } from './references.ts';
import { roleFindings } from './role-rules.ts';
import type { Finding, Stack } from './stack.ts';
import { queueFindings, storageFindings } from './storage-rules.ts';
import { triggerFindings } from './trigger-rules.ts';
import { fargateFindings, machineFindings } from './work-rules.ts';

/** What all rules of ours object to in a stack; those of protected data only where data are to be protected. */
export async function findingsOf(
  stack: Stack,
  options: { readonly isProtected?: boolean } = {},
): Promise<Finding[]> {
  return [
    ...(await policyFindings(stack)),
    ...roleFindings(stack),
    ...peopleFindings(stack),
    ...fargateFindings(stack),
    ...machineFindings(stack),
    ...definitionFindings(stack),
    ...networkFindings(stack),
    ...storageFindings(stack),
    ...queueFindings(stack),
    ...careFindings(stack),
    ...tagFindings(stack),
    ...triggerFindings(stack),
    ...alarmFindings(stack),
    ...boundaryFindings(stack),
    ...costFindings(stack),
    ...referenceFindings(stack),
    ...(options.isProtected === true ? protectionFindings(stack) : []),
  ];
}
