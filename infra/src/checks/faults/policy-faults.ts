import type { Fault } from './fault.ts';
import { addStatement, editPolicies, first } from './spoil.ts';

/** Who may do what. */
export const POLICY_FAULTS: readonly Fault[] = [
  {
    name: 'an action is misspelt',
    kind: 'correctness',
    by: 'rules',
    found: 'known-action',
    spoil: (draft) => editPolicies(draft, 's3:GetObject"', 's3:GetObjekt"'),
  },
  {
    name: 'a service is misspelt',
    kind: 'correctness',
    by: 'rules',
    found: 'known-action',
    spoil: (draft) => editPolicies(draft, 'athena:GetQueryResults', 'athene:GetQueryResults'),
  },
  {
    name: 'a role may do all that a service has',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-action',
    spoil: (draft) => editPolicies(draft, 'athena:StopQueryExecution', 'athena:*'),
  },
  {
    name: 'a role may do so with any workgroup',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) => editPolicies(draft, /arn:aws:athena:[^"]+/, '*'),
  },
  {
    name: 'a bucket stands where objects belong',
    kind: 'correctness',
    by: 'rules',
    found: 'resource-of-action',
    spoil: (draft) => editPolicies(draft, /(arn:aws:s3:::engage-dev-data-\d+-eu-west-1)\/raw\/\*/, '$1'),
  },
  {
    name: 'a table of another service is named',
    kind: 'correctness',
    by: 'rules',
    found: 'resource-of-action',
    spoil: (draft) =>
      editPolicies(draft, /arn:aws:glue:[^"]+:catalog/, 'arn:aws:dynamodb:eu-west-1:000000000000:table/x'),
  },
  {
    name: 'a condition is misspelt',
    kind: 'security',
    by: 'rules',
    found: 'known-condition',
    spoil: (draft) => editPolicies(draft, 'aws:SourceAccount', 'aws:SourceAcount'),
  },
  {
    name: 'a condition is none of the service’s',
    kind: 'security',
    by: 'rules',
    found: 'known-condition',
    spoil: (draft) => editPolicies(draft, 's3:prefix', 's3:prefixes'),
  },
  {
    name: 'a key of a policy is misspelt, so that its condition does not count',
    kind: 'security',
    by: 'rules',
    found: 'policy-keys',
    spoil: (draft) => editPolicies(draft, '"Condition"', '"Conditions"'),
  },
  {
    name: 'everybody may take a role',
    kind: 'security',
    by: 'rules',
    found: 'no-public-principal',
    spoil: (draft) => editPolicies(draft, '{"Service":"states.amazonaws.com"}', '"*"'),
  },
  {
    name: 'a service acts for anybody’s resources',
    kind: 'security',
    by: 'rules',
    found: 'confused-deputy',
    spoil: (draft) => editPolicies(draft, /"aws:Source(?:Account|Arn)"/g, '"s3:prefix"'),
  },
  {
    name: 'a role may write its own policy',
    kind: 'security',
    by: 'rules',
    found: 'no-escalation',
    spoil: (draft) => editPolicies(draft, 'iam:PassRole', 'iam:PutRolePolicy'),
  },
  {
    name: 'two roles may become each other',
    kind: 'security',
    by: 'rules',
    found: 'no-circle',
    spoil: (draft) => {
      const [one, other] = Object.keys(draft.resource['aws_iam_role']!) as [string, string];
      for (const [role, taker] of [
        [one, other],
        [other, one],
      ] as const)
        draft.resource['aws_iam_role']![role]!['assume_role_policy'] = JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Other',
              Effect: 'Allow',
              Principal: { AWS: `\${aws_iam_role.${taker}.arn}` },
              Action: ['sts:AssumeRole'],
            },
          ],
        });
    },
  },
  {
    name: 'a role may read any bucket',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) => editPolicies(draft, /arn:aws:s3:::engage-dev-data-[^"]+/, 'arn:aws:s3:::*/*'),
  },
  {
    name: 'the machine may give any role',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) =>
      editPolicies(draft, /(?<="iam:PassRole"\],"Resource":\[)[^\]]+/, '"arn:aws:iam::000000000000:role/*"'),
  },
  {
    name: 'a role may do all with a bucket, in a statement that is named like the refusal of HTTP',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-action',
    spoil: (draft) =>
      addStatement(draft, {
        Sid: 'PlainHttp',
        Effect: 'Allow',
        Action: ['s3:*'],
        Resource: ['arn:aws:s3:::engage-dev-data-000000000000-eu-west-1/*'],
      }),
  },
  {
    name: 'what refuses HTTP to a queue gives everybody leave to all',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-action',
    spoil: (draft) => {
      const policy = first(draft, 'aws_sqs_queue_policy');
      policy['policy'] = String(policy['policy']).replaceAll('"Deny"', '"Allow"');
    },
  },
  {
    name: 'a role may decrypt by any key, in a statement that is named like one of a key’s policy',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) =>
      addStatement(draft, {
        Sid: 'AlarmsAreTold',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: ['*'],
      }),
  },
  {
    name: 'a statement that may say * does more than it may say it for',
    kind: 'security',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) =>
      editPolicies(
        draft,
        '"ecr:GetAuthorizationToken"',
        '"ecr:GetAuthorizationToken","ecr:DeleteRepository"',
      ),
  },
  {
    name: 'a person may decrypt by any key of the account',
    kind: 'security',
    stack: 'engage-account',
    by: 'rules',
    found: 'no-wildcard-resource',
    spoil: (draft) => editPolicies(draft, 'kms:ResourceAliases', 'kms:ViaService'),
  },
  {
    name: 'another account may use the key',
    kind: 'security',
    by: 'rules',
    found: 'no-outsider',
    spoil: (draft) => {
      const key = first(draft, 'aws_kms_key');
      key['policy'] = String(key['policy']).replace(
        /arn:aws:iam::\d+:root/,
        'arn:aws:iam::999999999999:root',
      );
    },
  },
  {
    name: 'a service acts for any account',
    kind: 'security',
    by: 'rules',
    found: 'confused-deputy',
    spoil: (draft) =>
      editPolicies(
        draft,
        /"StringEquals":\{"aws:SourceAccount":"\d+"\}(,"ArnLike":\{"aws:SourceArn":"[^"]+"\})?/,
        '"StringLike":{"aws:SourceAccount":"*"}',
      ),
  },
  {
    name: 'a role is left without the boundary that the others have',
    kind: 'security',
    by: 'rules',
    found: 'all-bounded',
    spoil: (draft) => {
      for (const role of Object.values(draft.resource['aws_iam_role']!))
        role['permissions_boundary'] = 'arn:aws:iam::000000000000:policy/engage-boundary';
      delete first(draft, 'aws_iam_role')['permissions_boundary'];
    },
  },
  {
    name: 'a function may be called for any account’s API',
    kind: 'security',
    by: 'rules',
    found: 'call-source',
    spoil: (draft) => delete first(draft, 'aws_lambda_permission')['source_account'],
  },
];
