import { tinyContract } from '@engage/testing';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayHandler, type GatewayAnswer, type GatewayHandler } from './index.ts';
import { tinyCustomer, writeTinyHome } from './testing/tiny-home.ts';

let home: string;
let handler: GatewayHandler;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'lambda-score-'));
  await writeTinyHome(home, tinyContract());
  handler = gatewayHandler(variables());
});
afterAll(() => rm(home, { recursive: true, force: true }));

const variables = (more: Record<string, string> = {}) => ({
  ENGAGE_HOME: home,
  ENGAGE_LOG_LEVEL: 'silent',
  ...more,
});

/** An event as API Gateway sends it, with what is not used of it. */
function event(method: string, rawPath: string, more: Record<string, unknown> = {}, stage = '$default') {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: { 'Content-Type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
    requestContext: {
      accountId: '1',
      apiId: 'a',
      stage,
      http: { method, path: rawPath, protocol: 'HTTP/1.1' },
    },
    isBase64Encoded: false,
    ...more,
  };
}

const body = JSON.stringify({ customers: [tinyCustomer], models: ['leaving'], reasons: 1 });
const score = (more: Record<string, unknown>, stage?: string) =>
  handler(event('POST', '/v1/score', more, stage));
const jsonOf = ({ body: text }: GatewayAnswer) => JSON.parse(text) as Record<string, unknown>;

describe('gatewayHandler()', () => {
  it('answers a customer, the trees’ margin calibrated and told in words', async () => {
    const answer = await score({ body });
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(answer.headers['content-type']).toBe('application/json');
    const { customers } = jsonOf(answer) as {
      customers: { id: number; predictions: { leaving: { prediction: number; reasons: object[] } } }[];
    };
    const { leaving } = customers[0]!.predictions;
    // Platt of the tiny run on a margin of 1; the tree's mean is −1 × 30/40 + 1 × 10/40.
    expect([customers[0]!.id, leaving.prediction]).toEqual([17, expect.closeTo(1 / (1 + Math.exp(-1)), 6)]);
    expect(leaving.reasons).toEqual([
      expect.objectContaining({ feature: 'visits_week', contribution: 1.5, direction: 'raises' }),
    ]);
  });

  it('takes bodies in base64, and paths with their stage', async () => {
    const expected = (await score({ body })).body;
    const encoded = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    expect((await score(encoded)).body).toBe(expected);
    const staged = await handler(event('POST', '/live/v1/score', { body }, 'live'));
    expect([staged.statusCode, staged.body]).toEqual([200, expected]);
    expect((await handler(event('POST', '/lively/v1/score', { body }, 'live'))).statusCode).toBe(404);
  });

  it.each<[string, object, number]>([
    ['no body', event('POST', '/v1/score'), 400],
    ['another type', event('POST', '/v1/score', { body, headers: { 'content-type': 'text/csv' } }), 415],
    ['base64 that is none', event('POST', '/v1/score', { body: '%%%', isBase64Encoded: true }), 400],
    ['another method', event('DELETE', '/v1/score'), 405],
    ['metrics, which a function has none of', event('GET', '/metrics'), 404],
    [
      'too many customers',
      event('POST', '/v1/score', { body: JSON.stringify({ customers: Array(501).fill(tinyCustomer) }) }),
      413,
    ],
  ])('maps %s to a problem', async (_, given, statusCode) => {
    const answer = await handler(given);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      statusCode,
      'application/problem+json',
    ]);
    expect(jsonOf(answer)['status']).toBe(statusCode);
  });

  it('says that it is ready, and what it understands', async () => {
    expect(jsonOf(await handler(event('GET', '/readyz')))['status']).toBe('ready');
    const document = jsonOf(await handler(event('GET', '/v1/openapi.json')));
    expect(Object.keys(document['paths'] as object)).not.toContain('/metrics');
    const head = await handler(event('HEAD', '/healthz'));
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  it.each([
    ['a stage of the state machine', { stage: 'Predict', runId: '0' }],
    ['payload format 1.0', { ...event('GET', '/healthz'), version: '1.0' }],
    ['nothing', undefined],
  ])('refuses %s as bad input', async (_, given) => {
    await expect(handler(given)).rejects.toMatchObject({ name: 'InputError' });
    await expect(handler(given)).rejects.toThrow(/payload format 2\.0, found another at/);
  });

  it('answers 503 while there are no models, and serves them once they are there', async () => {
    const elsewhere = join(home, 'elsewhere');
    const own = gatewayHandler(variables({ ENGAGE_HOME: elsewhere }));
    const answer = await own(event('POST', '/v1/score', { body }));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    await writeTinyHome(`${elsewhere}.part`, tinyContract());
    await rename(`${elsewhere}.part`, elsewhere);
    // The event that failed began another try; the one after it finds the models.
    await own(event('GET', '/readyz'));
    expect((await own(event('POST', '/v1/score', { body }))).statusCode).toBe(200);
  });

  it('serves the run that its environment names, and refuses a name that is none', async () => {
    const named = gatewayHandler(variables({ ENGAGE_RUN_ID: '0123456789abcdef' }));
    expect((await named(event('GET', '/readyz'))).statusCode).toBe(200);
    for (const ENGAGE_RUN_ID of ['f'.repeat(16), '../../etc']) {
      const other = gatewayHandler(variables({ ENGAGE_RUN_ID }));
      expect((await other(event('GET', '/readyz'))).statusCode).toBe(503);
    }
  });
});
