/** A finding of checkov that stays, for a while. */
export interface Exception {
  /** `CKV_AWS_116`, for example. */
  readonly check: string;
  /** Resources that it is accepted for: their type, or type and the beginning of their name. */
  readonly of: string;
  /** Stacks that it is accepted in, such as `dev`: each of them has to need it. All, where none is named. */
  readonly stacks?: readonly string[];
  readonly reason: string;
  /** The last day on which it counts, ISO 8601; after it somebody has to think again. */
  readonly until: string;
}

const YEAR = '2027-11-30';
const HALF = '2027-05-31';

/** What checkov objects to and we keep, and why. One that is not needed any more fails the check. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    check: 'CKV_AWS_116',
    of: 'aws_lambda_function',
    reason:
      'states and API Gateway call and wait: errors go back to them, nothing is left for a queue; what starts runs has a destination on failure, which says more',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_117',
    of: 'aws_lambda_function',
    reason:
      'functions speak with AWS alone, signed and by TLS; in a VPC each service would need an endpoint at $7.3 a month and zone',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_272',
    of: 'aws_lambda_function',
    reason:
      'zips come from a bucket that only the deploying role writes; a signing profile is to come with the release workflow',
    until: HALF,
  },
  {
    check: 'CKV_AWS_284',
    of: 'aws_sfn_state_machine',
    reason:
      'the history of an execution and the stages’ markers have every duration; X-Ray is paid for and has no resource to limit it to',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_285',
    of: 'aws_sfn_state_machine',
    reason: 'errors are logged, what executions were given is not: logs hold nothing of a customer',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_338',
    of: 'aws_cloudwatch_log_group',
    stacks: ['dev', 'staging'],
    reason: 'dev keeps logs for two weeks, staging for 90 days; prod keeps a year',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_65',
    of: 'aws_ecs_cluster',
    stacks: ['dev', 'staging'],
    reason: 'container insights are paid for by the metric; only prod has them',
    until: YEAR,
  },
  {
    check: 'CKV2_AWS_11',
    of: 'aws_vpc',
    stacks: ['dev'],
    reason: 'dev’s tasks have no way in; staging and prod keep flow logs',
    until: YEAR,
  },
  {
    check: 'CKV2_AWS_5',
    of: 'aws_security_group.network_tasks',
    reason: 'Fargate tasks take it when the state machine starts them, which no resource shows',
    until: YEAR,
  },
  {
    check: 'CKV2_AWS_62',
    of: 'aws_s3_bucket',
    reason: 'nobody waits for what is written there; the trail and the access logs have it',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_144',
    of: 'aws_s3_bucket',
    reason:
      'everything is made again from the raw table, which its owner has; versions undo mistakes. A copy in another region doubles the cost of storage',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_145',
    of: 'aws_s3_bucket.s3_logs',
    reason: 'S3 delivers access logs only to buckets that its own key encrypts',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_145',
    of: 'aws_s3_bucket.state_',
    stacks: ['state'],
    reason: 'the state comes before every key; S3’s own key encrypts it',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_18',
    of: 'aws_s3_bucket.s3_logs',
    reason: 'it holds the access logs',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_18',
    of: 'aws_s3_bucket.trail_',
    stacks: ['account'],
    reason:
      'a log of the trail’s readers would need a further bucket; its policy lets CloudTrail write and nobody read by itself',
    until: HALF,
  },
  {
    check: 'CKV_AWS_18',
    of: 'aws_s3_bucket.state_',
    stacks: ['state'],
    reason: 'it comes before every other bucket; the trail has who changed it',
    until: HALF,
  },
  {
    check: 'CKV_AWS_252',
    of: 'aws_cloudtrail',
    stacks: ['account'],
    reason: 'a message for each file of the trail would be read by nobody',
    until: YEAR,
  },
  {
    check: 'CKV_AWS_9',
    of: 'aws_iam_account_password_policy',
    stacks: ['account'],
    reason: 'NIST SP 800-63B advises against passwords that end after a time; people come in with MFA',
    until: YEAR,
  },
  {
    check: 'CKV2_AWS_10',
    of: 'aws_cloudtrail',
    stacks: ['account'],
    reason:
      'a second copy of the trail in CloudWatch is paid by the GB; its files are queried by Athena where somebody has to look',
    until: HALF,
  },
  {
    check: 'CKV_AWS_274',
    of: 'aws_iam_role_policy_attachment.people_break-glass_administrator',
    stacks: ['account'],
    reason:
      'in an emergency somebody has to mend what every other role is kept from; MFA within the hour, an hour at most and mail about any use stand against its misuse',
    until: HALF,
  },
  ...['CKV_AWS_286', 'CKV_AWS_288', 'CKV_AWS_289', 'CKV_AWS_290', 'CKV_AWS_355'].map((check) => ({
    check,
    of: 'aws_iam_policy.boundary_policy',
    stacks: ['account'],
    reason:
      'a boundary gives nothing, it limits: what a role may do stands in its own policy as well, by action and resource, and those are checked',
    until: YEAR,
  })),
];
