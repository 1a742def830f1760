import { IamRolePolicy } from '@cdktn/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { analystPolicy } from './analyst-policy.ts';
import { BreakGlassTold } from './break-glass-told.ts';
import { BreakGlass } from './break-glass.ts';
import { operatorPolicy } from './operator-policy.ts';
import { peopleTrust, SESSION_SECONDS } from './people-trust.ts';

/** What a person may be in an environment, and what that lets them do. */
const ROLES = [
  { role: 'analyst', does: 'Reads results of runs', policyOf: analystPolicy },
  { role: 'operator', does: 'Starts, follows and stops runs', policyOf: operatorPolicy },
] as const;

export interface PeopleOptions {
  /** Those of the account, one at least; the first one's region is where break-glass is used and told. */
  readonly environments: readonly [Environment, ...Environment[]];
  /** ARNs of who may take the roles, one at least. */
  readonly people: readonly string[];
  readonly keyArn: string;
  readonly emails: readonly string[];
}

/** Roles of people: an analyst and an operator of each environment, so that one of dev sees nothing of prod, and break-glass. */
export class People extends Construct {
  constructor(scope: Construct, id: string, { environments, people, keyArn, emails }: PeopleOptions) {
    super(scope, id);
    for (const environment of environments)
      for (const { role, does, policyOf } of ROLES) {
        const name = `engage-${environment.name}-${role}`;
        const its = new IamRole(this, name, {
          name,
          description: `${does} of ${environment.name}`,
          assumeRolePolicy: JSON.stringify(peopleTrust(people)),
          maxSessionDuration: SESSION_SECONDS,
        });
        new IamRolePolicy(this, `${name}-permissions`, {
          role: its.id,
          policy: JSON.stringify(policyOf(environment)),
        });
      }
    const { account, region } = environments[0];
    new BreakGlass(this, 'break-glass', people, region);
    new BreakGlassTold(this, 'told', { account, region, keyArn, emails });
  }
}
