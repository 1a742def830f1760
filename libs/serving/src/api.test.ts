import { tinyModels } from '@engage/scoring/testing';
import { tinyContract, tinyRows } from '@engage/testing';
import type { ServingModels } from '@engage/scoring';
import { createApi, type Api } from './api.ts';
import type { ApiRequest } from './api-response.ts';
import { createMetrics } from './metrics.ts';

const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];
const customers = tinyRows(120).map((row) =>
  Object.fromEntries(['account_id', ...FEATURES].map((name) => [name, row[name]])),
);
const limits = { maxRows: 150, maxBodyBytes: 100_000 };

let models: ServingModels;
let api: Api;
beforeAll(async () => {
  models = await tinyModels(tinyContract());
  api = createApi(models, { limits, metrics: createMetrics({}) });
});

const JSON_TYPE = { 'content-type': 'application/json' };

async function asked(
  request: Partial<Omit<ApiRequest, 'body'>> & { readonly body?: string | Uint8Array },
  of = api,
) {
  const { body = '' } = request;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const answer = await of.handle({ method: 'GET', path: '/', headers: {}, ...request, body: bytes });
  return { ...answer, json: JSON.parse(answer.body || 'null') as Record<string, unknown> };
}

const post = (body: unknown, headers: ApiRequest['headers'] = JSON_TYPE) =>
  asked({
    method: 'POST',
    path: '/v1/score',
    headers,
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

describe('createApi()', () => {
  it('POST /v1/score answers every customer, in slices as in one piece', async () => {
    const { status, json, rows, headers } = await post({ customers });
    expect([status, rows, headers['content-type']]).toEqual([200, 120, 'application/json']);
    const answers = json['customers'] as unknown[];
    const alone = await Promise.all(customers.map((customer) => post({ customers: [customer] })));
    expect(alone.flatMap((answer) => answer.json['customers'])).toEqual(answers);
    expect(json).toMatchObject({ runId: models.runId, modelVersion: models.version });
  });

  it.each<[string, Partial<ApiRequest>, number, string]>([
    ['an unknown path', { path: '/v1/scores' }, 404, 'not-found'],
    ['a path of every object', { path: 'constructor' }, 404, 'not-found'],
    ['GET of the score', { path: '/v1/score' }, 405, 'method-not-allowed'],
    ['a method of every object', { path: '/healthz', method: 'constructor' }, 405, 'method-not-allowed'],
  ])('answers %s with a problem', async (_, request, status, name) => {
    const answer = await asked(request as Partial<Omit<ApiRequest, 'body'>>);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(answer.json).toMatchObject({ type: `urn:engage:problem:${name}`, status });
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['no type', '{}', {}, 415, 'found none'],
    ['another type', '{}', { 'content-type': 'text/csv' }, 415, 'found "text/csv"'],
    ['another charset', '{}', { 'content-type': 'application/json; charset=latin1' }, 415, 'latin1'],
    ['a coding', '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415, 'found "gzip"'],
    ['no body', '', JSON_TYPE, 400, 'found an empty body'],
    [
      'half a body',
      '{"customers":[',
      JSON_TYPE,
      400,
      'Expected JSON in UTF-8, found a mistake at line 1, column 15: expected a value, found the end of the body',
    ],
    [
      'a comma too much',
      '{"customers": [\n  {"plan": "Secret",}]}',
      JSON_TYPE,
      400,
      'at line 2, column 21: expected the name of a member in quotes, found something else',
    ],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), JSON_TYPE, 400, 'found another encoding at byte 2'],
    ['half a character', Uint8Array.of(0x22, 0xc3, 0xa4, 0xc3), JSON_TYPE, 400, 'at byte 4'],
    ['lists without end', '['.repeat(90_000), JSON_TYPE, 400, 'at line 1, column 90001'],
    ['too many bytes', ' '.repeat(100_001), JSON_TYPE, 413, 'at most 100000 bytes'],
    [
      'too many customers',
      JSON.stringify({ customers: Array(151).fill({}) }),
      JSON_TYPE,
      413,
      'at most 150 customers',
    ],
  ])('POST /v1/score refuses %s', async (_, body, headers, status, says) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.json['detail']]).toEqual([status, expect.stringContaining(says)]);
  });

  it('POST /v1/score takes UTF-8 by any spelling of its name', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])
      expect((await post({ customers: customers.slice(0, 1) }, { 'content-type': type })).status).toBe(200);
  });

  it('POST /v1/score names every place that breaks the contract', async () => {
    const { status, json } = await post({ customers: [{ ...customers[0], months: -1, plan: 'Gold' }] });
    expect([status, json['errors']]).toEqual([
      400,
      [
        { pointer: '/customers/0/months', detail: expect.stringContaining('found -1') as string },
        { pointer: '/customers/0/plan', detail: expect.stringContaining('found the text "Gold"') as string },
      ],
    ]);
  });

  it('POST /v1/score refuses a member that is there twice, at its place', async () => {
    const twice = JSON.stringify({ customers: [customers[0], customers[1]] }).replace(
      /}]}$/,
      ',"months":7}]}',
    );
    expect(twice.match(/"months"/g)).toHaveLength(3);
    const { status, json } = await post(twice);
    expect([status, json['errors']]).toEqual([
      400,
      [
        {
          pointer: '/customers/1/months',
          detail: 'Expected each member once, found "months" again; leave out all but one',
        },
      ],
    ]);
    const long = await post(`{"${'x'.repeat(300)}":1,"${'x'.repeat(300)}":2}`);
    expect(long.json['errors']).toEqual([{ pointer: '', detail: expect.stringContaining('xxx…') as string }]);
    const deep = await post(`${'['.repeat(9_000)}{"a":1,"a":2}${']'.repeat(9_000)}`);
    expect(deep.json['errors']).toEqual([
      { pointer: '/0'.repeat(8), detail: expect.stringContaining('"a" again') as string },
    ]);
  });

  it('names the method that a path does not know, as far as it can be printed', async () => {
    const detailOf = async (method: string) =>
      (await asked({ method, path: '/v1/score' })).json['detail'] as string;
    expect(await detailOf('PATCH')).toBe('Expected the method POST, found PATCH');
    expect(await detailOf('é\n'.repeat(99))).toBe(`Expected the method POST, found ${'?'.repeat(20)}`);
    expect(await detailOf('')).toBe('Expected the method POST, found none');
  });

  it('POST /v1/score says that more is wrong than it tells', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, 1]));
    const { status, json } = await post({ customers: [unknown] });
    expect([status, json['detail'], (json['errors'] as unknown[]).length]).toEqual([
      400,
      expect.stringContaining('found more than 100 places where it does not; errors has the first 100'),
      100,
    ]);
  });

  it('says whether it is alive and ready, also to HEAD, until it drains', async () => {
    const own = createApi(models, {});
    expect((await asked({ path: '/healthz' }, own)).json).toEqual({ status: 'ok' });
    expect((await asked({ path: '/readyz', method: 'HEAD' }, own)).status).toBe(200);
    own.drain();
    expect(await asked({ path: '/readyz' }, own)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    expect((await asked({ path: '/healthz' }, own)).status).toBe(200);
    expect((await asked({ path: '/metrics' }, own)).status).toBe(404);
  });

  it('tells a failure of ours to the log, and not to the client', async () => {
    const told: unknown[] = [];
    const failure = new RangeError('secret');
    const broken = models.models.map((serving) => ({
      ...serving,
      predict: () => {
        throw failure;
      },
    }));
    const own = createApi({ ...models, models: broken }, { onError: (error) => told.push(error) });
    const body = JSON.stringify({ customers: customers.slice(0, 1) });
    const answer = await asked({ method: 'POST', path: '/v1/score', headers: JSON_TYPE, body }, own);
    expect([answer.status, told, answer.body]).toEqual([
      500,
      [failure],
      expect.not.stringContaining('secret'),
    ]);
  });

  it('routeOf() gives metrics few names', () => {
    expect(['/v1/score', '/v1/other', '__proto__'].map(api.routeOf)).toEqual(['/v1/score', 'other', 'other']);
  });
});
