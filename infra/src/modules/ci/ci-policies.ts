import type { PolicyDocument } from '../../policies/policy-document.ts';

/** Who issues the tokens of GitHub's workflows, as their claims are named in IAM. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';
/** Whom such a token is for. */
export const AUDIENCE = 'sts.amazonaws.com';

/** Workflows may take the role whose token names this audience and one of these subjects, word for word. */
export function ciTrust(providerArn: string, subjects: readonly string[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WorkflowsOfOneRepository',
        Effect: 'Allow',
        Principal: { Federated: providerArn },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: { [`${GITHUB_ISSUER}:aud`]: AUDIENCE, [`${GITHUB_ISSUER}:sub`]: [...subjects] },
        },
      },
    ],
  };
}

/** A file of Terraform's state. */
export interface StateFile {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Reads state, and that is all: enough for `terraform plan -refresh=false -lock=false`, which compares what is written with
 * what was deployed. A lock would have to be written, and a refresh reads every service.
 */
export function ciPermissions(states: readonly StateFile[]): PolicyDocument {
  const buckets = [...new Set(states.map(({ bucket }) => bucket))];
  return {
    Version: '2012-10-17',
    Statement: [
      {
        // A state that is not there yet is refused instead of missing to those who may not list.
        Sid: 'FindState',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}`),
      },
      {
        Sid: 'ReadState',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: states.map(({ bucket, key }) => `arn:aws:s3:::${bucket}/${key}`),
      },
    ],
  };
}
