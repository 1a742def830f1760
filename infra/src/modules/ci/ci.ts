import { IamOpenidConnectProvider } from '@cdktn/provider-aws/lib/iam-openid-connect-provider/index.js';
import { IamRolePolicy } from '@cdktn/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import { Construct } from 'constructs';
import { AUDIENCE, ciPermissions, ciTrust, GITHUB_ISSUER, type StateFile } from './ci-policies.ts';
import type { GithubAccess } from './github-access.ts';

/** Seconds that a workflow may be somebody: the least that AWS accepts. */
const SESSION_SECONDS = 3600;

export interface CiOptions extends GithubAccess {
  /** What the role may read. */
  readonly states: readonly StateFile[];
}

/** Lets workflows of one repository plan, without a key that could be lost. What they may deploy comes with what is deployed. */
export class Ci extends Construct {
  constructor(scope: Construct, id: string, { subjects, states }: CiOptions) {
    super(scope, id);
    const provider = new IamOpenidConnectProvider(this, 'github', {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [AUDIENCE],
    });
    const role = new IamRole(this, 'plan', {
      name: 'engage-ci-plan',
      description: 'Workflows of GitHub: read the state of Terraform and plan',
      assumeRolePolicy: JSON.stringify(ciTrust(provider.arn, subjects)),
      maxSessionDuration: SESSION_SECONDS,
    });
    new IamRolePolicy(this, 'plan-permissions', {
      role: role.id,
      policy: JSON.stringify(ciPermissions(states)),
    });
  }
}
