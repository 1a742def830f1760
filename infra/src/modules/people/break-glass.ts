import { IamRolePolicyAttachment } from '@cdktn/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import { Construct } from 'constructs';
import { BREAK_GLASS } from './break-glass-name.ts';
import { peopleTrust, SESSION_SECONDS } from './people-trust.ts';

/**
 * An administrator for an hour. Events of STS lie in the region whose endpoint was asked, so that the role can be taken in the
 * region of the account's stack alone: anywhere else nobody would be told.
 */
export class BreakGlass extends Construct {
  constructor(scope: Construct, id: string, people: readonly string[], region: string) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: BREAK_GLASS,
      description: 'Administrator for an emergency; any use is told by mail',
      assumeRolePolicy: JSON.stringify(peopleTrust(people, region)),
      maxSessionDuration: SESSION_SECONDS,
    });
    new IamRolePolicyAttachment(this, 'administrator', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
  }
}
