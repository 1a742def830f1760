import { Testing } from 'cdktn';
import type { Environment } from '../environments/environment.ts';
import { environments } from '../environments/environments.ts';
import type { PolicyDocument } from '../policies/policy-document.ts';
import type { AccountSettings } from './account-settings.ts';
import { AccountStack } from './account-stack.ts';

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const [dev, staging, prod] = environments() as [Environment, Environment, Environment];
const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const TRAIL = 'arn:aws:cloudtrail:eu-west-1:000000000000:trail/engage';

function resourcesOf(
  its: readonly [Environment, ...Environment[]],
  settings: Partial<AccountSettings> = {},
): (type: string) => Readonly<Record<string, unknown>>[] {
  const stack = new AccountStack(Testing.app(), 'engage-account', its, { alarmEmails: [], ...settings });
  const { resource } = JSON.parse(Testing.synth(stack)) as { resource: Resources };
  return (type) => Object.values(resource[type] ?? {});
}

const statementsOf = (resource: Readonly<Record<string, unknown>> | undefined) =>
  (JSON.parse(resource?.['policy'] as string) as PolicyDocument).Statement;

describe('AccountStack', () => {
  const all = resourcesOf([dev, staging, prod], { alarmEmails: ['ops@example.com'] });

  it('has one trail of all regions, whose files are signed and encrypted, and which waits for its bucket’s policy', () => {
    const [trail, ...others] = all('aws_cloudtrail');
    expect(others).toEqual([]);
    expect(trail).toMatchObject({
      name: 'engage',
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      s3_bucket_name: 'engage-trail-000000000000-eu-west-1',
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as unknown,
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\./)],
    });
  });

  it('lets CloudTrail write for that trail alone, and keeps what every bucket refuses', () => {
    const statements = statementsOf(all('aws_s3_bucket_policy')[0]);
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'PlainHttp',
      'OldTls',
      'OtherKey',
      'OtherEncryption',
      'TrailLooks',
      'TrailWrites',
    ]);
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    for (const one of allowed)
      expect(one).toMatchObject({
        Principal: CLOUDTRAIL,
        Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
      });
    expect(allowed.flatMap(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:GetBucketAcl'],
      ['arn:aws:s3:::engage-trail-000000000000-eu-west-1'],
      ['s3:PutObject'],
      ['arn:aws:s3:::engage-trail-000000000000-eu-west-1/AWSLogs/000000000000/*'],
    ]);
  });

  it('has a key that is renewed, which CloudTrail uses for that trail alone', () => {
    const [key, ...others] = all('aws_kms_key');
    expect(others).toEqual([]);
    expect(key).toMatchObject({ enable_key_rotation: true });
    const services = statementsOf(key).filter(({ Sid }) => Sid !== 'AccountDecides');
    expect(services).toHaveLength(2);
    for (const one of services)
      expect(one).toMatchObject({
        Principal: CLOUDTRAIL,
        Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
      });
  });

  it('keeps the trail for a year and a month', () => {
    expect(all('aws_s3_bucket_lifecycle_configuration')[0]).toMatchObject({
      rule: [
        { id: 'trail', expiration: [{ days: 400 }] },
        { id: 'old-versions' },
        { id: 'unfinished-uploads' },
      ],
    });
  });

  it('is protected where prod lies in the account, and only there', () => {
    for (const [its, isProtected] of [
      [[dev, staging, prod], true],
      [[dev], false],
    ] as const) {
      const held = resourcesOf(its);
      for (const one of [...held('aws_s3_bucket'), ...held('aws_kms_key')])
        expect(one).toMatchObject({ lifecycle: { prevent_destroy: isProtected } });
    }
  });

  it('has a budget of what its environments may cost, and mail at half, four fifths and all of it', () => {
    const [budget] = all('aws_budgets_budget');
    const notices = budget?.['notification'] as Readonly<Record<string, unknown>>[];
    expect(budget).toMatchObject({ limit_amount: '195.0', limit_unit: 'USD', time_unit: 'MONTHLY' });
    expect(notices.map((its) => [its['notification_type'], its['threshold'], its['threshold_type']])).toEqual(
      [
        ['ACTUAL', 50, 'PERCENTAGE'],
        ['ACTUAL', 80, 'PERCENTAGE'],
        ['ACTUAL', 100, 'PERCENTAGE'],
        ['FORECASTED', 50, 'PERCENTAGE'],
        ['FORECASTED', 80, 'PERCENTAGE'],
        ['FORECASTED', 100, 'PERCENTAGE'],
      ],
    );
    for (const its of notices) expect(its['subscriber_email_addresses']).toEqual(['ops@example.com']);
  });

  it('has a budget without alarms where nobody would hear them', () => {
    const [budget] = resourcesOf([dev])('aws_budgets_budget');
    expect(budget).toMatchObject({ limit_amount: '10.0', notification: [] });
  });

  it('lets no bucket of the account be public, and no password be short', () => {
    expect(all('aws_s3_account_public_access_block')).toEqual([
      expect.objectContaining({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    ]);
    expect(all('aws_iam_account_password_policy')).toEqual([
      expect.objectContaining({ minimum_password_length: 14, password_reuse_prevention: 24 }),
    ]);
  });

  it('knows nobody of GitHub where no repository is named', () => {
    expect(all('aws_iam_openid_connect_provider')).toEqual([]);
    expect(all('aws_iam_role')).toEqual([]);
  });

  describe('with people', () => {
    const ann = 'arn:aws:iam::000000000000:user/ann';
    const eve = 'arn:aws:iam::444444444444:user/eve';
    const theirs = resourcesOf([dev, prod], { people: [ann, eve], alarmEmails: ['ops@example.com'] });
    const permissionsOf = (name: string) =>
      JSON.stringify(
        theirs('aws_iam_role_policy').find((its) => String(its['role']).includes(`${name}_`))?.['policy'],
      );

    it('lets people in with MFA alone, and nobody into another role', () => {
      const roles = theirs('aws_iam_role');
      expect(roles.map(({ name }) => name)).toEqual([
        'engage-break-glass',
        'engage-dev-analyst',
        'engage-dev-operator',
        'engage-prod-analyst',
        'engage-prod-operator',
      ]);
      for (const role of roles) {
        const { Statement } = JSON.parse(role['assume_role_policy'] as string) as PolicyDocument;
        expect(role).toMatchObject({ max_session_duration: 3600 });
        expect(Statement).toMatchObject([
          {
            Principal: { AWS: [ann] },
            Condition: {
              Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
            },
          },
        ]);
      }
    });

    it('shows analysts results, no raw data, no truth, no features', () => {
      const text = permissionsOf('engage-dev-analyst');
      expect(text).toContain('/runs/*/results/*');
      expect(text).not.toMatch(/\/(raw|truth|features|curated|models)\/|engage-prod/);
    });

    it('lets operators start runs by the function, and see no data', () => {
      const text = permissionsOf('engage-dev-operator');
      expect(text).toContain('function:engage-dev-lambda-start');
      expect(text).toContain('engage-dev-failed-start');
      expect(text).not.toMatch(/s3:|states:StartExecution|engage-prod/);
    });

    it('tells any use of break-glass, which has no boundary', () => {
      expect(theirs('aws_iam_role_policy_attachment')).toEqual([
        expect.objectContaining({ policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
      ]);
      const [rule] = theirs('aws_cloudwatch_event_rule');
      expect(rule).toMatchObject({ state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' });
      expect(rule?.['event_pattern']).toContain('"arn:aws:iam::000000000000:role/engage-break-glass"');
      expect(theirs('aws_sns_topic_subscription')).toMatchObject([{ endpoint: 'ops@example.com' }]);
    });
  });

  describe('with a repository', () => {
    const subjects = ['repo:acme@1/engage@2:environment:prod', 'repo:acme@1/engage@2:ref:refs/heads/main'];
    const theirs = resourcesOf([dev, prod], { github: { subjects }, boundary: 'engage-boundary' });
    const [role, ...others] = theirs('aws_iam_role');

    it('trusts its tokens word for word, and has the boundary that is asked for', () => {
      expect(others).toEqual([]);
      expect(theirs('aws_iam_openid_connect_provider')).toEqual([
        expect.objectContaining({
          url: 'https://token.actions.githubusercontent.com',
          client_id_list: ['sts.amazonaws.com'],
        }),
      ]);
      expect(theirs('aws_iam_policy')).toEqual([expect.objectContaining({ name: 'engage-boundary' })]);
      const { Statement } = JSON.parse(role?.['assume_role_policy'] as string) as PolicyDocument;
      expect(Statement).toEqual([
        expect.objectContaining({
          Principal: {
            Federated: expect.stringMatching(/^\$\{aws_iam_openid_connect_provider\..+\.arn\}$/) as unknown,
          },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': subjects,
            },
          },
        }),
      ]);
    });

    it('lets it read the states of the account, and nothing else', () => {
      const bucket = 'arn:aws:s3:::engage-terraform-000000000000-eu-west-1';
      const policies = theirs('aws_iam_role_policy');
      expect(policies).toHaveLength(1);
      expect(statementsOf(policies[0]).map(({ Action, Resource }) => [Action, Resource])).toEqual([
        [['s3:ListBucket'], [bucket]],
        [['s3:GetObject'], [`${bucket}/account.tfstate`, `${bucket}/dev.tfstate`, `${bucket}/prod.tfstate`]],
      ]);
      expect(theirs('aws_iam_role_policy_attachment')).toEqual([]);
    });
  });
});
