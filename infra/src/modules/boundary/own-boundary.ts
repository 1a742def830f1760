import { IamPolicy } from '@cdktn/provider-aws/lib/iam-policy/index.js';
import { Construct } from 'constructs';
import type { PolicyDocument, PolicyStatement } from '../../policies/policy-document.ts';
import { breakGlassArn } from '../people/break-glass-name.ts';
import { OWN_BOUNDARY } from './boundary-name.ts';

/** Services that roles of ours have to do with. A boundary gives nothing: what a role may do stands in its own policy as well. */
const SERVICES = [
  ...['athena', 'bedrock', 'ecr', 'ecs', 'events', 'glue', 'kms', 'lambda', 'logs'],
  ...['s3', 's3vectors', 'sns', 'sqs', 'states'],
];

/**
 * Calls by which somebody gets around a boundary: another who has none, more rights, or a boundary that is written anew (IAM
 * user guide, "Delegating responsibility to others using permissions boundaries"). `WithinBounds` has none of them; refused,
 * they stay out whatever is added there.
 */
const WAYS_OUT = [
  ...['CreateUser', 'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'AddUserToGroup'],
  ...['CreateRole', 'UpdateAssumeRolePolicy'],
  ...['AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy'],
  ...['PutUserPolicy', 'PutGroupPolicy', 'PutRolePolicy'],
  ...['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'],
  ...['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
  ...['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'],
].map((action) => `iam:${action}`);

/**
 * Calls by which something of ours is opened to another account or to everybody: policies of resources, grants, access lists,
 * addresses on the internet. Terraform makes those that we have; a role of ours may only let logs be delivered
 * (logs:PutResourcePolicy, which Step Functions needs).
 */
const OPENINGS = [
  ...['lambda:AddPermission', 'lambda:AddLayerVersionPermission'],
  ...['lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
  ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutObjectAcl'],
  ...['s3:PutBucketPublicAccessBlock', 's3:PutAccountPublicAccessBlock', 's3vectors:PutVectorBucketPolicy'],
  ...['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:ReplicateKey', 'kms:UpdateAlias'],
  ...['ecr:SetRepositoryPolicy', 'ecr:PutRegistryPolicy'],
  ...['sqs:SetQueueAttributes', 'sqs:AddPermission', 'sns:SetTopicAttributes', 'sns:AddPermission'],
  ...['events:PutPermission', 'glue:PutResourcePolicy', 'logs:PutDestinationPolicy'],
];

/** The most that any role of ours can do: its services, and nothing that would let it out of its bounds. */
export class OwnBoundary extends Construct {
  constructor(scope: Construct, id: string, account: string) {
    super(scope, id);
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        allow(
          'WithinBounds',
          SERVICES.map((service) => `${service}:*`),
          '*',
        ),
        // Whoever hands a role to a service can have the service do what the role may.
        allow('PassOwnRoles', ['iam:PassRole'], `arn:aws:iam::${account}:role/engage-*`),
        deny('KeepBreakGlass', ['iam:PassRole', 'sts:AssumeRole'], breakGlassArn(account)),
        deny('KeysStay', ['kms:ScheduleKeyDeletion', 'kms:DisableKey'], '*'),
        deny('StayHere', OPENINGS, '*'),
        deny('NoWayOut', WAYS_OUT, '*'),
      ],
    };
    new IamPolicy(this, 'policy', {
      name: OWN_BOUNDARY,
      description: 'The most that any role of Engage can do',
      policy: JSON.stringify(document),
    });
  }
}

const statement =
  (Effect: PolicyStatement['Effect']) =>
  (Sid: string, Action: readonly string[], resource: string): PolicyStatement => ({
    Sid,
    Effect,
    Action,
    Resource: [resource],
  });
const allow = statement('Allow');
const deny = statement('Deny');
