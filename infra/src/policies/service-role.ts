import { IamRolePolicy } from '@cdktn/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import { Construct } from 'constructs';
import type { PolicyDocument } from './policy-document.ts';

export interface ServiceRoleOptions {
  /** At most 64 characters. */
  readonly name: string;
  readonly trust: PolicyDocument;
  readonly permissions: readonly PolicyDocument[];
}

/** A role of one service for one purpose, with what that purpose needs and no more. */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** What has to stand before the role can be used. */
  readonly permissions: IamRolePolicy;

  constructor(scope: Construct, id: string, { name, trust, permissions }: ServiceRoleOptions) {
    super(scope, id);
    const role = new IamRole(this, 'role', { name, assumeRolePolicy: JSON.stringify(trust) });
    const Statement = permissions.flatMap((document) => document.Statement);
    this.permissions = new IamRolePolicy(this, 'permissions', {
      role: role.id,
      policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    this.arn = role.arn;
  }
}
