import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import { environments } from '../environments/environments.ts';
import { EnvironmentError } from '../environments/check-environments.ts';
import { synthesise } from './synthesise.ts';

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

describe('synthesise()', () => {
  const file = join(__dirname, '../../../contracts/customers.odcs.yaml');
  const contract = parseContract(readFileSync(file, 'utf8'), file);
  const outdir = mkdtempSync(join(tmpdir(), 'engage-synth-'));
  const stacks = synthesise(environments(), contract, outdir);
  const stackOf = (name: string) =>
    JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as {
      readonly resource: Resources;
      readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
      readonly terraform: { readonly backend: Readonly<Record<string, unknown>> };
    };
  const all = (name: string, type: string) => Object.values(stackOf(name).resource[type] ?? {});
  afterAll(() => rmSync(outdir, { recursive: true }));

  it('writes a stack for the state, one for the account and one for each environment', () => {
    const its = environments().map(({ name }) => `engage-${name}`);
    expect(its).toEqual(expect.arrayContaining(['engage-dev', 'engage-staging', 'engage-prod']));
    expect(stacks).toEqual(['engage-state', 'engage-account', ...its]);
  });

  it.each(['engage-dev', 'engage-staging', 'engage-prod', 'engage-state', 'engage-account'])(
    '%s: every bucket is closed, versioned, encrypted, reached by TLS only, and owned by us alone',
    (stack) => {
      const buckets = all(stack, 'aws_s3_bucket').length;
      expect(buckets).toBeGreaterThan(0);
      const closed = {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      };
      for (const [type, holds] of [
        ['aws_s3_bucket_public_access_block', closed],
        ['aws_s3_bucket_versioning', { versioning_configuration: { status: 'Enabled' } }],
        ['aws_s3_bucket_ownership_controls', { rule: { object_ownership: 'BucketOwnerEnforced' } }],
        ['aws_s3_bucket_server_side_encryption_configuration', {}],
        ['aws_s3_bucket_lifecycle_configuration', {}],
        ['aws_s3_bucket_policy', {}],
      ] as const) {
        const its = all(stack, type);
        expect([type, its.length]).toEqual([type, buckets]);
        for (const one of its) expect(one).toMatchObject(holds);
      }
      for (const { policy } of all(stack, 'aws_s3_bucket_policy')) {
        const { Statement } = JSON.parse(policy as string) as {
          Statement: { Sid: string; Effect: string }[];
        };
        expect(Statement.filter(({ Effect }) => Effect === 'Deny').map(({ Sid }) => Sid)).toEqual(
          expect.arrayContaining(['PlainHttp', 'OldTls']),
        );
      }
    },
  );

  it('protects what prod holds, and lets dev go', () => {
    for (const [stack, isProtected] of [
      ['engage-prod', true],
      ['engage-dev', false],
    ] as const)
      for (const one of [...all(stack, 'aws_s3_bucket'), ...all(stack, 'aws_kms_key')])
        expect(one).toMatchObject({ lifecycle: { prevent_destroy: isProtected } });
    for (const key of all('engage-prod', 'aws_kms_key'))
      expect(key).toMatchObject({ enable_key_rotation: true });
  });

  it('lets nothing in from outside, and HTTPS alone out', () => {
    for (const stack of stacks.slice(1)) {
      const rules = [
        ...all(stack, 'aws_vpc_security_group_ingress_rule'),
        ...all(stack, 'aws_vpc_security_group_egress_rule'),
      ];
      for (const rule of rules)
        expect(rule).toMatchObject({ from_port: 443, to_port: 443, ip_protocol: 'tcp' });
      for (const rule of all(stack, 'aws_vpc_security_group_ingress_rule'))
        expect(rule).not.toHaveProperty('cidr_ipv4');
      for (const group of all(stack, 'aws_security_group')) expect(group).not.toHaveProperty('ingress');
    }
  });

  it('gives prod and staging no way to the internet, and dev no endpoint that costs', () => {
    for (const stack of ['engage-staging', 'engage-prod']) {
      expect(all(stack, 'aws_internet_gateway')).toEqual([]);
      expect(all(stack, 'aws_nat_gateway')).toEqual([]);
      expect(all(stack, 'aws_flow_log')).toHaveLength(1);
    }
    const types = all('engage-dev', 'aws_vpc_endpoint').map((endpoint) => endpoint['vpc_endpoint_type']);
    expect(types).toEqual(['Gateway']);
  });

  it('accepts no other account, and keeps its state under a lock', () => {
    const { provider, terraform } = stackOf('engage-dev');
    expect(provider.aws[0]).toMatchObject({ allowed_account_ids: ['000000000000'] });
    expect(terraform.backend).toEqual({
      s3: {
        bucket: 'engage-terraform-000000000000-eu-west-1',
        key: 'dev.tfstate',
        region: 'eu-west-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('has the contract’s columns in the catalog, and a run for a partition whose folder follows from its id', () => {
    const [table] = all('engage-prod', 'aws_glue_catalog_table');
    expect(table).toMatchObject({
      name: 'customers',
      parameters: {
        'storage.location.template': 's3://engage-prod-data-000000000000-eu-west-1/runs/$${run_id}/curated/',
      },
    });
    const { columns } = table?.['storage_descriptor'] as { readonly columns: readonly { name: string }[] };
    expect(columns.map(({ name }) => name).sort()).toEqual(
      contract.columns.map(({ name }) => name.toLowerCase()).sort(),
    );
  });

  it('keeps queries within the workgroup’s key, bucket and limit', () => {
    expect(all('engage-dev', 'aws_athena_workgroup')).toEqual([
      expect.objectContaining({
        configuration: expect.objectContaining({
          enforce_workgroup_configuration: true,
          bytes_scanned_cutoff_per_query: 10 * 2 ** 30,
        }) as unknown,
      }),
    ]);
  });

  it('has a repository for each app that runs as a container, whose tags never move', () => {
    const repositories = all('engage-dev', 'aws_ecr_repository');
    expect(repositories.map(({ name }) => name).sort()).toEqual([
      'engage-dev/fargate-predict',
      'engage-dev/fargate-train',
    ]);
    for (const one of repositories)
      expect(one).toMatchObject({
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
      });
  });

  it('lets nobody call the scoring API who does not sign, and no function without a release', () => {
    const routes = all('engage-prod', 'aws_apigatewayv2_route');
    expect(routes).not.toEqual([]);
    for (const route of routes) expect(route).toMatchObject({ authorization_type: 'AWS_IAM' });
    for (const fn of all('engage-prod', 'aws_lambda_function'))
      expect(fn['s3_key']).toMatch(/^releases\/\$\{var\.release\}\/[a-z-]+\.zip$/);
    const reserved = (stack: string) =>
      all(stack, 'aws_lambda_function').filter((fn) => fn['reserved_concurrent_executions'] !== undefined)
        .length;
    expect([reserved('engage-dev'), reserved('engage-prod')]).toEqual([0, 1]);
  });

  it('has a stack for each account, whose workflows read the states that its stacks keep', () => {
    const accounts = { ENGAGE_DEV_ACCOUNT: '111111111111', ENGAGE_PROD_ACCOUNT: '333333333333' };
    const its = environments({ ...accounts, ENGAGE_STAGING_ACCOUNT: '333333333333' }).slice(0, 3);
    const github = { subjects: ['repo:acme@1/engage@2:environment:prod'] };
    const apart = mkdtempSync(join(tmpdir(), 'engage-synth-'));
    try {
      const names = synthesise(its, contract, apart, { alarmEmails: ['ops@example.com'], github });
      expect(names.slice(2, 4)).toEqual(['engage-account-111111111111', 'engage-account-333333333333']);
      const textOf = (name: string) => readFileSync(join(apart, 'stacks', name, 'cdk.tf.json'), 'utf8');
      for (const [account, keepers] of [
        ['111111111111', ['engage-account-111111111111', 'engage-dev']],
        ['333333333333', ['engage-account-333333333333', 'engage-staging', 'engage-prod']],
      ] as const) {
        const kept = keepers.map((name) => {
          const { terraform } = JSON.parse(textOf(name)) as {
            terraform: { backend: { s3: { bucket: string; key: string } } };
          };
          const { bucket, key } = terraform.backend.s3;
          return `arn:aws:s3:::${bucket}/${key}`;
        });
        const { resource } = JSON.parse(textOf(`engage-account-${account}`)) as { resource: Resources };
        const [role] = Object.values(resource['aws_iam_role_policy'] ?? {});
        const { Statement } = JSON.parse(role?.['policy'] as string) as {
          Statement: { Sid: string; Resource: string[] }[];
        };
        expect(Statement.find(({ Sid }) => Sid === 'ReadState')?.Resource).toEqual(kept);
      }
    } finally {
      rmSync(apart, { recursive: true });
    }
  });

  it('makes state and account for the accounts that are named, and leaves out the one that is not', () => {
    const its = environments({ ENGAGE_DEV_ACCOUNT: '111111111111' });

    expect(synthesise(its, contract, join(outdir, 'named')).slice(0, 2)).toEqual([
      'engage-state',
      'engage-account',
    ]);
  });

  it('bounds every role of every stack, where a boundary is named', () => {
    const folder = join(outdir, 'bounded');
    const settings = {
      alarmEmails: [],
      boundary: 'theirs',
      github: { subjects: ['repo:a/b:environment:prod'] },
    };
    const roles = synthesise(environments(), contract, folder, settings).flatMap((name) => {
      const { resource } = JSON.parse(readFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8')) as {
        resource: Resources;
      };
      return Object.values(resource['aws_iam_role'] ?? {});
    });

    expect(roles.length).toBeGreaterThan(40);
    for (const role of roles)
      expect(role['permissions_boundary']).toBe('arn:aws:iam::000000000000:policy/theirs');
  });

  it('has a stack for the state of each region of an account', () => {
    const [dev, staging, prod] = environments();
    const away = { ...prod!, region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'] };
    const its = synthesise([dev!, staging!, away], contract, join(outdir, 'regions'));

    expect(its.slice(0, 2)).toEqual([
      'engage-state-000000000000-eu-west-1',
      'engage-state-000000000000-us-east-1',
    ]);
  });

  it('refuses settings that cannot be meant, before anything is written', () => {
    const nowhere = join(outdir, 'nowhere');
    for (const settings of [
      { alarmEmails: ['ops.example.com'] },
      { alarmEmails: [], github: { subjects: ['repo:acme/*'] } },
    ])
      expect(() => synthesise(environments(), contract, nowhere, settings)).toThrow(EnvironmentError);
    expect(existsSync(nowhere)).toBe(false);
  });
});
