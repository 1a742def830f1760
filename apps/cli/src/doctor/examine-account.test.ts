import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAccountQuotas } from '@engage/adapters/aws-account';
import { examineAccount } from './examine-account.ts';
import type { Finding } from './finding.ts';

const ACCOUNT = '111111111111';
const variables = { ENGAGE_DEV_ACCOUNT: ACCOUNT, ENGAGE_STAGING_ACCOUNT: ACCOUNT };
const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };

type Answer = { readonly status?: number; readonly type?: string; readonly body: object };
const QUOTA: Answer = {
  body: { Quota: { QuotaArn: `arn:aws:servicequotas:eu-west-1:${ACCOUNT}:fargate/L-3032A538`, Value: 6 } },
};
const SETTINGS: Answer = {
  body: { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } },
};
const MODEL: Answer = {
  body: {
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
  },
};
const refusal = (type: string, status = 400): Answer => ({ status, type, body: { message: 'refused' } });

describe('examineAccount()', () => {
  let server: Server;
  let answers: { quota: Answer; settings: Answer; model: Answer };
  beforeEach(() => void (answers = { quota: QUOTA, settings: SETTINGS, model: MODEL }));
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      const { url } = request;
      const { status, type, body } = url?.startsWith('/foundation-model-availability/')
        ? answers.model
        : url?.startsWith('/2016-08-19/account-settings')
          ? answers.settings
          : answers.quota;
      response.writeHead(status ?? 200, { ...(type && { 'x-amzn-errortype': type }) });
      response.end(JSON.stringify({ ...body, ...(type && { __type: type }) }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const examine = (env: string, its: Record<string, string> = variables): Promise<Finding[]> => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return examineAccount(env, its, async (region) => createAccountQuotas({ region, endpoint, credentials }));
  };
  const fine = (findings: readonly Finding[]): [string, boolean][] =>
    findings.map(({ name, isFine }) => [name, isFine]);

  it('finds a new account enough for dev, and too small for the reservation of staging', async () => {
    expect(fine(await examine('dev'))).toEqual([
      ['Fargate', true],
      ['Lambda', true],
    ]);
    expect(fine(await examine('staging'))).toEqual([
      ['Fargate', true],
      ['Lambda', false],
      ['Bedrock', true],
      ['Bedrock', true],
    ]);
  });

  it('names the calls that are denied, and asks on', async () => {
    answers = {
      ...answers,
      quota: refusal('AccessDeniedException'),
      model: refusal('AccessDeniedException', 403),
    };
    const findings = await examine('staging');

    expect(findings.map(({ advice }) => advice)).toEqual([
      'take a role that may call servicequotas:GetServiceQuota',
      expect.stringContaining('Concurrent executions'),
      'take a role that may call bedrock:GetFoundationModelAvailability',
      'take a role that may call bedrock:GetFoundationModelAvailability',
    ]);
  });

  it('says that a region does not know what it was asked for', async () => {
    answers = { ...answers, quota: refusal('NoSuchResourceException') };

    expect((await examine('dev'))[0]!.found).toBe(
      'that eu-west-1 does not know it (NoSuchResourceException)',
    );
  });

  it('refuses credentials of another account', async () => {
    await expect(examine('dev', { ENGAGE_DEV_ACCOUNT: '222222222222' })).rejects.toThrow(
      'Expected credentials of account 222222222222 for dev, found those of 111111111111',
    );
  });

  it('refuses credentials that AWS does, in one sentence', async () => {
    answers = { ...answers, quota: refusal('UnrecognizedClientException') };

    await expect(examine('dev')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/found credentials that AWS refuses \(.*\); sign in/),
    });
  });

  it.each([
    ['test', variables, 'Expected --env to be one of dev, staging, prod, found "test"'],
    ['dev', {}, 'Expected ENGAGE_DEV_ACCOUNT to be an account of 12 digits, found nothing'],
    ['dev', { ENGAGE_DEV_ACCOUNT: '1' }, 'found "1"'],
  ])('refuses %s with %j', async (env, its, message) => {
    await expect(examine(env, its)).rejects.toThrow(message);
  });

  it('says that there are no credentials', async () => {
    const none = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });

    await expect(
      examineAccount('dev', variables, async (region) =>
        createAccountQuotas({ region, credentials: () => Promise.reject(none) }),
      ),
    ).rejects.toThrow('found no credentials of AWS; sign in');
  });

  // In a process of its own: the SDK does not know an error of the network that crosses the realms of Jest.
  it('says that nobody answers, in one sentence with code 2', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
    await new Promise((resolve) => nobody.close(resolve));
    const command = join(import.meta.dirname, '../../engage.mjs');
    const { status, stderr } = spawnSync(process.execPath, [command, 'doctor', '--env', 'dev'], {
      encoding: 'utf8',
      timeout: 30_000,
      env: {
        PATH: process.env['PATH'],
        ...variables,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'mock',
        AWS_SECRET_ACCESS_KEY: 'mock',
      },
    });

    expect([status, stderr]).toEqual([
      2,
      `Expected to read the quotas of ${ACCOUNT}, found no answer from AWS in eu-west-1 (ECONNREFUSED); look at the network, the proxy and ENGAGE_REGION\n`,
    ]);
  }, 40_000);
});
