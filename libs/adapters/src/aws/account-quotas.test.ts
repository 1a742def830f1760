import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PORT_CALLS, type AccountQuotas } from '@engage/run';
import { createAccountQuotas } from './account-quotas.ts';

const MODEL = 'amazon.nova-lite-v1:0';
/** Bodies in the form of the API references of Lambda, Service Quotas and Bedrock. */
const SETTINGS = {
  AccountLimit: {
    CodeSizeUnzipped: 262144000,
    CodeSizeZipped: 52428800,
    ConcurrentExecutions: 10,
    TotalCodeSize: 80530636800,
    UnreservedConcurrentExecutions: 9,
  },
  AccountUsage: { FunctionCount: 0, TotalCodeSize: 0 },
};
const QUOTA = {
  Quota: {
    ServiceCode: 'fargate',
    QuotaArn: 'arn:aws:servicequotas:eu-west-1:111111111111:fargate/L-3032A538',
    QuotaCode: 'L-3032A538',
    QuotaName: 'Fargate On-Demand vCPU resource count',
    Value: 6,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
  },
};
const AVAILABLE = {
  modelId: MODEL,
  agreementAvailability: { status: 'AVAILABLE' },
  authorizationStatus: 'AUTHORIZED',
  entitlementAvailability: 'AVAILABLE',
  regionAvailability: 'AVAILABLE',
};

describe('createAccountQuotas()', () => {
  const asked: { readonly action: string; readonly body: string }[] = [];
  let answer: { status: number; body: object; type?: string };
  let server: Server;
  let quotas: AccountQuotas;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ action: actionOf(request), body });
        response.writeHead(answer.status, {
          'content-type': 'application/json',
          ...(answer.type && { 'x-amzn-errortype': answer.type }),
        });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    quotas = createAccountQuotas({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'mock', secretAccessKey: 'mock' },
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads the concurrency of functions', async () => {
    answer = { status: 200, body: SETTINGS };

    expect(await quotas.functions()).toEqual({ concurrent: 10, unreserved: 9 });
  });

  it('reads the processors of containers, and whose they are', async () => {
    answer = { status: 200, body: QUOTA };

    expect(await quotas.containers()).toEqual({ vcpus: 6, account: '111111111111' });
    expect(JSON.parse(asked.at(-1)!.body)).toEqual({ ServiceCode: 'fargate', QuotaCode: 'L-3032A538' });
  });

  it('finds nothing against a model that is available', async () => {
    answer = { status: 200, body: AVAILABLE };

    expect(await quotas.obstacles(MODEL)).toEqual([]);
  });

  it('names what keeps the account from a model', async () => {
    const agreementAvailability = { status: 'NOT_AVAILABLE' };
    answer = {
      status: 200,
      body: { ...AVAILABLE, agreementAvailability, authorizationStatus: 'NOT_AUTHORIZED' },
    };

    expect(await quotas.obstacles(MODEL)).toEqual([
      'agreement NOT_AVAILABLE',
      'authorization NOT_AUTHORIZED',
    ]);
  });

  it('says what an answer lacks', async () => {
    answer = { status: 200, body: {} };

    await expect(quotas.functions()).rejects.toThrow('Expected AWS to tell ConcurrentExecutions');
  });

  it('passes errors on under their names', async () => {
    answer = { status: 403, body: { message: 'no' }, type: 'AccessDeniedException' };

    await expect(quotas.obstacles(MODEL)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('makes no call that is not declared', () => {
    expect([...new Set(asked.map(({ action }) => action))].sort()).toEqual(
      Object.values(PORT_CALLS.quotas).flat().sort(),
    );
  });
});

/** The action that a request needs: by its target where the protocol has one, else by its path. */
function actionOf({ method, url, headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return String(target).replace(/^ServiceQuotasV20190624\./, 'servicequotas:');
  const path = decodeURIComponent(String(url)).replace(/\/$/, '');
  if (path === '/2016-08-19/account-settings') return 'lambda:GetAccountSettings';
  if (path === `/foundation-model-availability/${MODEL}`) return 'bedrock:GetFoundationModelAvailability';
  return `${method} ${path}`;
}
