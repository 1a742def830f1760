import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';

/** What Fargate needs before a container runs: its image and a place for its output. */
export function startPolicy(
  { name, account, region }: Environment,
  apps: readonly string[],
  keyArn: string,
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PullImages',
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: apps.map((app) => `arn:aws:ecr:${region}:${account}:repository/engage-${name}/${app}`),
      },
      // A token is not of a repository: AWS knows no narrower resource.
      { Sid: 'LogIn', Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
      { Sid: 'UseKey', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [keyArn] },
      {
        Sid: 'WriteLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: apps.map(
          (app) => `arn:aws:logs:${region}:${account}:log-group:/engage/${name}/${app}:log-stream:*`,
        ),
      },
    ],
  };
}
