import { IamAccountPasswordPolicy } from '@cdktn/provider-aws/lib/iam-account-password-policy/index.js';
import { S3AccountPublicAccessBlock } from '@cdktn/provider-aws/lib/s3-account-public-access-block/index.js';
import { Construct } from 'constructs';

/**
 * What holds for all of an account, also for what others put there: no bucket is public, and passwords are long. AWS has no
 * setting that asks for a second factor, so that Terraform has none: the roles of people ask for it (`modules/people/people-trust.ts`).
 */
export class AccountRules extends Construct {
  constructor(scope: Construct, id: string, account: string) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, 'closed', {
      accountId: account,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    // No expiry: NIST SP 800-63B advises against changing passwords that nobody has learnt.
    new IamAccountPasswordPolicy(this, 'passwords', {
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
    });
  }
}
