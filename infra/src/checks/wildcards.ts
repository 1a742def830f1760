import type { PolicyStatement } from '../policies/policy-document.ts';
import { ESCALATION } from './escalation.ts';

/** A statement that may say `*`, and what it may say it for. AWS has nothing narrower. */
export interface Wildcard {
  /** The resources whose policies it stands in: types, or addresses. */
  readonly of: readonly string[];
  readonly effect: PolicyStatement['Effect'];
  /** Its actions, word for word: with another one it has to be looked at again. */
  readonly actions: readonly string[];
  /** The condition that it has to have, and what each of its values looks like. */
  readonly condition?: { readonly operator: string; readonly key: string; readonly value: RegExp };
  readonly why: string;
}

/** Wildcards by the Sid of their statement. A test holds every policy against them, and them against the policies. */
export type Wildcards = Readonly<Record<string, Wildcard>>;

/** In a key's own policy. */
const ofKey = (...actions: string[]): Wildcard => ({
  of: ['aws_kms_key'],
  effect: 'Allow',
  actions,
  why: 'a key’s policy names its own key by *',
});

/** In a role's policy. */
const ofRole = (why: string, ...actions: string[]): Wildcard => ({
  of: ['aws_iam_role_policy'],
  effect: 'Allow',
  actions,
  why,
});

/** In the boundary. */
const ofBoundary = (effect: PolicyStatement['Effect'], why: string, ...actions: string[]): Wildcard => ({
  of: ['aws_iam_policy.boundary_policy_A8BEFB25'],
  effect,
  actions,
  why,
});

const refusedByTls = (...services: string[]): Wildcard => ({
  of: services.map((service) => (service === 's3' ? 'aws_s3_bucket_policy' : `aws_${service}_queue_policy`)),
  effect: 'Deny',
  actions: services.map((service) => `${service}:*`),
  why: 'refuses whatever it is',
});

const WITHIN_BOUNDS = ofBoundary(
  'Allow',
  'a boundary gives nothing; it says which services a role can have to do with',
  ...['athena:*', 'bedrock:*', 'ecr:*', 'ecs:*', 'events:*', 'glue:*', 'kms:*', 'lambda:*', 'logs:*'],
  ...['s3:*', 's3vectors:*', 'sns:*', 'sqs:*', 'states:*'],
);

/** Statements that may say `*` for a resource. */
export const ANY_RESOURCE: Wildcards = {
  AccountDecides: ofKey('kms:*'),
  LogsOfThisEnvironment: ofKey(
    ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    ...['kms:GenerateDataKey', 'kms:DescribeKey'],
  ),
  TrailKeyEncrypts: ofKey('kms:GenerateDataKey'),
  TrailKeyLooks: ofKey('kms:DescribeKey', 'kms:Decrypt'),
  UndeliveredEvents: ofKey('kms:Decrypt', 'kms:GenerateDataKey'),
  VectorsAreIndexed: ofKey('kms:Decrypt'),
  LogsAreDelivered: ofKey('kms:Decrypt'),
  AlarmsAreTold: ofKey('kms:Decrypt', 'kms:GenerateDataKey'),
  BreakGlassIsTold: ofKey('kms:Decrypt', 'kms:GenerateDataKey'),
  BreakGlassIsUntold: ofKey('kms:Decrypt', 'kms:GenerateDataKey'),
  KeyByAlias: {
    ...ofRole('the key is made after the role; its alias names it', 'kms:Decrypt', 'kms:GenerateDataKey'),
    condition: {
      operator: 'ForAnyValue:StringEquals',
      key: 'kms:ResourceAliases',
      value: /^alias\/engage-[a-z]+$/,
    },
  },
  WithinBounds: WITHIN_BOUNDS,
  KeysStay: ofBoundary('Deny', 'refuses whatever it is', ...['kms:ScheduleKeyDeletion', 'kms:DisableKey']),
  StayHere: ofBoundary(
    'Deny',
    'refuses whatever it is',
    ...[
      'lambda:AddPermission',
      'lambda:AddLayerVersionPermission',
      'lambda:CreateFunctionUrlConfig',
      'lambda:UpdateFunctionUrlConfig',
      's3:PutBucketPolicy',
      's3:DeleteBucketPolicy',
      's3:PutBucketAcl',
      's3:PutObjectAcl',
      's3:PutBucketPublicAccessBlock',
      's3:PutAccountPublicAccessBlock',
      's3vectors:PutVectorBucketPolicy',
      'kms:PutKeyPolicy',
      'kms:CreateGrant',
      'kms:ReplicateKey',
      'kms:UpdateAlias',
      'ecr:SetRepositoryPolicy',
      'ecr:PutRegistryPolicy',
      'sqs:SetQueueAttributes',
      'sqs:AddPermission',
      'sns:SetTopicAttributes',
      'sns:AddPermission',
      'events:PutPermission',
      'glue:PutResourcePolicy',
      'logs:PutDestinationPolicy',
    ],
  ),
  NoWayOut: ofBoundary(
    'Deny',
    'refuses whatever it is',
    ...[...ESCALATION, 'iam:DeletePolicy', 'iam:DeletePolicyVersion'],
  ),
  LogIn: ofRole('of no resource', 'ecr:GetAuthorizationToken'),
  FindGroups: ofRole('of no resource', 'logs:DescribeLogGroups'),
  DeliverLogs: ofRole(
    'deliveries of logs are of the account',
    ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
    ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies'],
    'logs:DescribeLogGroups',
  ),
};

/** Statements whose resources lie in any region. */
export const ANY_REGION: Wildcards = {
  Converse: {
    of: ['aws_iam_policy'],
    effect: 'Allow',
    actions: ['bedrock:InvokeModel'],
    why: 'an inference profile hands a question on to any region of its part of the world',
  },
};

/** Statements that may say `*` for an action. */
export const ANY_ACTION: Wildcards = {
  AccountDecides: {
    ...ofKey('kms:*'),
    why: 'without it a key’s policy could shut out the account for good; who may use it stands in the roles',
  },
  WithinBounds: WITHIN_BOUNDS,
  PlainHttp: refusedByTls('s3', 'sqs'),
  OldTls: refusedByTls('s3'),
};

/**
 * Whether a statement is one of those, with their effect and condition, and no action beside theirs.
 *
 * @param where the resource that it stands in: `aws_kms_key.keys_data`, for example
 */
export function isListed(list: Wildcards, where: string, statement: PolicyStatement): boolean {
  const { Sid, Effect, Action, Condition = {} } = statement;
  const its = Object.hasOwn(list, Sid) ? list[Sid] : undefined;
  if (its === undefined) return false;
  return (
    [where, where.split('.')[0]!].some((place) => its.of.includes(place)) &&
    its.effect === Effect &&
    Action.every((action) => its.actions.includes(action)) &&
    (its.condition === undefined || isUnder(its.condition, Condition))
  );
}

function isUnder(
  { operator, key, value }: NonNullable<Wildcard['condition']>,
  given: NonNullable<PolicyStatement['Condition']>,
): boolean {
  const values = [given[operator]?.[key] ?? []].flat();
  return values.length > 0 && values.every((text) => value.test(text));
}
