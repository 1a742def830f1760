import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { accountDecides } from './account-decides.ts';

/**
 * Who may use the key: the account's own policies decide, and CloudWatch Logs for the groups of this environment alone.
 * (A key's policy names itself with `*`: AWS has no other way.)
 */
export function keyPolicy({ name, account, region }: Environment): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      accountDecides(account),
      {
        Sid: 'LogsOfThisEnvironment',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        Resource: ['*'],
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:/engage/${name}/*`,
          },
        },
      },
    ],
  };
}
