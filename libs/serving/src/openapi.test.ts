import { requestReader, type ServingModels } from '@engage/scoring';
import { tinyModels } from '@engage/scoring/testing';
import { tinyContract, tinyRows } from '@engage/testing';
import type { TreeScorer } from '@engage/trees';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { IncomingHttpHeaders } from 'node:http';
import { createApi, type Api } from './api.ts';
import type { ApiResponse } from './api-response.ts';
import { createMetrics } from './metrics.ts';
import { MAX_ROWS, scoreBodies } from './testing/score-body.ts';
import { customersOf, headOf, rawClient, serversOf, until, type Running } from './testing/server.ts';

const { started } = serversOf(tinyContract());
const valid = customersOf(tinyRows(20)).map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null])),
);
type Content = Readonly<Record<string, { readonly schema: unknown; readonly example?: unknown }>>;
interface Operation {
  readonly requestBody?: { readonly content: Content; readonly description?: string };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}
interface Documented {
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly required?: string[]; readonly description?: string }>
    >;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let models: ServingModels;
let api: Api;
let document: Documented;
let ajv: Ajv2020;
let isValidRequest: ValidateFunction;
beforeAll(async () => {
  models = await tinyModels(tinyContract());
  // One model reads fewer columns than the other, so that what is required depends on the models asked.
  const [first, second] = models.models;
  const narrow = { ...first!.model, features: ['rating', 'months'] };
  models = {
    ...models,
    models: [{ ...first!, model: narrow, places: Uint16Array.of(2, 3), scorer: scorerOfNothing(2) }, second!],
  };
  const limits = { maxRows: MAX_ROWS, maxBodyBytes: 50_000 };
  api = createApi(models, { limits, metrics: createMetrics({}) });
  document = JSON.parse((await ask('GET', '/v1/openapi.json')).body) as Documented;
  ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, strictTypes: false });
  for (const keyword of ['example', 'components', 'openapi', 'info', 'paths']) ajv.addKeyword(keyword);
  ajv.addSchema({ $id: 'api', ...document });
  isValidRequest = schemaAt('#/components/schemas/ScoreRequest');
});

/** A scorer that says 0 of everything, for reasons it has none. */
function scorerOfNothing(features: number): TreeScorer {
  const refuse = (): never => {
    throw new RangeError('Expected predictions or reasons to be asked, found something else');
  };
  return {
    features,
    outputs: 1,
    trees: 0,
    predict: ({ rows }) => new Float32Array(rows),
    explain: refuse,
    interactions: refuse,
    reasons: ({ rows }, k) => ({
      rows,
      k,
      group: new Int32Array(rows * k).fill(-1),
      feature: new Int32Array(rows * k).fill(-1),
      contribution: new Float32Array(rows * k),
      difference: new Float32Array(rows * k),
    }),
  };
}

function schemaAt(pointer: string): ValidateFunction {
  const validate = ajv.getSchema(`api${pointer}`);
  if (!validate) throw new RangeError(`Expected a schema at ${pointer}, found none`);
  return validate;
}

function ask(method: string, path: string, body = '', type = 'application/json') {
  const bytes = new TextEncoder().encode(body);
  return api.handle({ method, path, headers: { 'content-type': type }, body: bytes });
}

/** Fails unless the document knows an answer of that status and type, and the body keeps its schema. */
async function expectDocumented(method: string, path: string, body?: string, type?: string) {
  const answer = await ask(method, path, body, type);
  expectAnswerDocumented(method, path, answer);
  return answer;
}

/** Fails unless the document knows that answer. */
function expectAnswerDocumented(
  method: string,
  path: string,
  answer: Pick<ApiResponse, 'status' | 'body'> & { readonly headers: IncomingHttpHeaders },
): void {
  const media = answer.headers['content-type']!;
  const documented = document.paths[path]![method.toLowerCase()]!.responses[answer.status];
  expect([answer.status, Object.keys(documented?.content ?? {})]).toEqual([answer.status, [media]]);
  if (!media.includes('json')) return;
  const at = [path, method.toLowerCase(), 'responses', String(answer.status), 'content', media, 'schema'];
  const pointer = at
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = schemaAt(`#/paths/${pointer}`);
  validate(JSON.parse(answer.body));
  expect(validate.errors ?? []).toEqual([]);
}

describe('openApiDocument()', () => {
  it('accepts exactly what it calls valid, and every answer is as it says', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(scoreBodies(valid), async (value) => {
        const text = JSON.stringify(value);
        const { status } = await expectDocumented('POST', '/v1/score', text);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        const isValid = isValidRequest(JSON.parse(text));
        expect([text, isValid ? [] : isValidRequest.errors, status]).toEqual([
          text,
          isValid ? [] : expect.any(Array),
          isValid ? 200 : 400,
        ]);
      }),
      { numRuns: 1_500, seed: 4 },
    );
    expect(seen.get(200)).toBeGreaterThan(100);
    expect(seen.get(400)).toBeGreaterThan(100);
  });

  it('knows the answers to bodies that are no JSON, of another type, too large or too many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), async (text) => {
        await expectDocumented('POST', '/v1/score', text);
      }),
      { numRuns: 100, seed: 4 },
    );
    const statuses = [
      await expectDocumented('POST', '/v1/score', '{}', 'text/plain'),
      await expectDocumented('POST', '/v1/score', ' '.repeat(50_001)),
      await expectDocumented(
        'POST',
        '/v1/score',
        JSON.stringify({ customers: Array(MAX_ROWS + 1).fill(valid[0]) }),
      ),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 413, 413]);
  });

  it('requires of every customer the columns that all models need, and names those of each', () => {
    const { required, description } = document.components.schemas['Customer']!;
    expect(required).toEqual(['months']);
    expect(description).toMatch(/leaving also needs visits_week, minutes_day, fee_usd, plan, on_trial\.$/);
  });

  it('says how large a body may be', () => {
    const { description } = document.paths['/v1/score']!['post']!.requestBody!;
    expect(description).toContain('50000 bytes');
  });

  it('knows the answers of the other paths', async () => {
    for (const path of ['/v1/openapi.json', '/healthz', '/readyz', '/metrics'])
      expect((await expectDocumented('GET', path)).status).toBe(200);
    expect(Object.keys(document.paths).sort()).toEqual(
      ['/healthz', '/metrics', '/readyz', '/v1/openapi.json', '/v1/score'].sort(),
    );
  });

  it('has an example that is valid, and that the API answers', async () => {
    const { example } = document.paths['/v1/score']!['post']!.requestBody!.content['application/json']!;
    expect(isValidRequest(example)).toBe(true);
    expect((await ask('POST', '/v1/score', JSON.stringify(example))).status).toBe(200);
  });

  it('requires a model’s columns where the model is asked', () => {
    expect(requestReader(models, { maxRows: 1 }).isRequired('months')).toBe(true);
    expect(isValidRequest({ customers: [{ months: 3 }], models: ['satisfaction'] })).toBe(true);
    expect(isValidRequest({ customers: [{ months: 3 }], models: ['leaving'] })).toBe(false);
    expect(isValidRequest({ customers: [{ months: 3 }] })).toBe(false);
  });
});

describe('openApiDocument() of a server', () => {
  /** The only answer on a connection, to what was said. */
  async function answerTo(server: Running, said: string) {
    const client = await rawClient(server);
    client.socket.write(said);
    await until(() => /\r\n\r\n[^]*\}/.test(client.heard()));
    client.socket.destroy();
    const [head, ...rest] = client.heard().split('\r\n\r\n');
    const [first, ...lines] = head!.split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(': ')[0]!.toLowerCase(), line.split(': ')[1]]),
    ) as IncomingHttpHeaders;
    return { status: Number(first!.slice(9, 12)), headers, body: rest.join('\r\n\r\n') };
  }

  const paths = ['/v1/score', '/v1/openapi.json', '/healthz', '/readyz', '/metrics'] as const;
  const startOf = (method: string, path: string) => `${method} ${path} HTTP/1.1\r\n`;
  const get = (more: string) => (method: string, path: string) =>
    `${startOf(method, path)}host: x\r\n${more}\r\n`;

  it.each<[number, (method: string, path: string) => string]>([
    [400, (method, path) => `${startOf(method, path)}\r\n`],
    [400, get('no header\r\n')],
    [408, (method, path) => startOf(method, path)],
    [417, get('expect: 200-ok\r\ncontent-length: 2\r\n')],
    [431, get(`x-long: ${'x'.repeat(20_000)}\r\n`)],
  ])('knows the %i that any path may answer', async (status, say) => {
    const server = await started({ headersTimeoutMs: 100, requestTimeoutMs: 200 });
    const answers = await Promise.all(
      paths.map(async (path) => {
        const method = path === '/v1/score' ? 'POST' : 'GET';
        return { method, path, answer: await answerTo(server, say(method, path)) };
      }),
    );
    for (const { method, path, answer } of answers) {
      expect(answer.status).toBe(status);
      expectAnswerDocumented(method, path, answer);
    }
  });

  it('knows what a score answers to another method, to too much and to too many', async () => {
    const server = await started({ maxConcurrent: 1, maxPerSecond: 3, maxBodyBytes: 1_000 });
    const slow = await rawClient(server);
    slow.socket.write(headOf(10));
    await until(() => server.metrics.inFlight === 1);
    const said = [
      get('')('PATCH', '/v1/score'),
      headOf(1_001),
      headOf(2),
      headOf(2),
      get('')('DELETE', '/healthz'),
    ];
    const statuses: number[] = [];
    for (const text of said) {
      const answer = await answerTo(server, text);
      const isScore = text.includes('/v1/score');
      expectAnswerDocumented(isScore ? 'POST' : 'GET', isScore ? '/v1/score' : '/healthz', answer);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([405, 413, 503, 429, 405]);
    slow.socket.destroy();
  });

  it('knows that a server that ends is not ready', async () => {
    const own = createApi(models, {});
    own.drain();
    const answer = await own.handle({ method: 'GET', path: '/readyz', headers: {}, body: new Uint8Array() });
    expect(answer.status).toBe(503);
    expectAnswerDocumented('GET', '/readyz', answer);
  });
});
