import { requestReader, type ServingModels } from '@engage/scoring';
import { tinyModels } from '@engage/scoring/testing';
import { tinyContract, tinyRows } from '@engage/testing';
import type { TreeScorer } from '@engage/trees';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { createApi, type Api } from './api.ts';
import { createMetrics } from './metrics.ts';

const MAX_ROWS = 4;
const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];
const valid = tinyRows(20).map((row) =>
  Object.fromEntries(['account_id', ...FEATURES].map((name) => [name, row[name] ?? null])),
);

type Content = Readonly<Record<string, { readonly schema: unknown; readonly example?: unknown }>>;
interface Operation {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}
interface Documented {
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
  const media = answer.headers['content-type']!;
  const documented = document.paths[path]![method.toLowerCase()]!.responses[answer.status];
  expect([answer.status, Object.keys(documented?.content ?? {})]).toEqual([answer.status, [media]]);
  if (!media.includes('json')) return answer;
  const at = [path, method.toLowerCase(), 'responses', String(answer.status), 'content', media, 'schema'];
  const pointer = at
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = schemaAt(`#/paths/${pointer}`);
  validate(JSON.parse(answer.body));
  expect(validate.errors ?? []).toEqual([]);
  return answer;
}

/** Values around the limits of the tiny contract's columns. */
const edges = [-1, 0, 0.5, 1, 5, 5.1, 1000, 1001, 1440, 1440.5, 2 ** 53, 1e308, 'Basic', 'Gold', true, null];
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...edges));
/** A valid customer with some members changed, added or left out. */
const customer = fc
  .tuple(
    fc.constantFrom(...valid),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...FEATURES, 'account_id', 'region', '__proto__'), fc.string()),
      anything,
      {
        maxKeys: 2,
      },
    ),
    fc.array(fc.constantFrom('account_id', ...FEATURES), { maxLength: 1 }),
    fc.nat(9),
  )
  .map(([base, changes, removed, dice]) => {
    const all = dice < 4 ? { ...base, ...changes } : { ...base };
    for (const name of dice < 5 ? removed : []) Reflect.deleteProperty(all, name);
    return all;
  });
const modelNames = fc.oneof(
  fc.uniqueArray(fc.constantFrom('satisfaction', 'leaving'), { minLength: 1 }),
  fc.array(fc.oneof(fc.constantFrom('satisfaction', 'leaving', 'value'), anything), { maxLength: 3 }),
  anything,
);
const request = fc.record(
  {
    customers: fc.oneof(
      { weight: 8, arbitrary: fc.array(customer, { minLength: 1, maxLength: MAX_ROWS }) },
      { weight: 1, arbitrary: anything },
    ),
    models: modelNames,
    reasons: fc.oneof(fc.integer({ min: -1, max: 11 }), anything),
    other: anything,
  },
  { requiredKeys: ['customers'] },
);
/** A valid request but for one value, which may be valid too, and options that are no more than one off. */
const nearMiss = fc.record(
  {
    customers: fc
      .tuple(fc.constantFrom(...valid), fc.constantFrom('account_id', ...FEATURES), fc.constantFrom(...edges))
      .map(([base, name, value]) => [{ ...base, [name]: value }]),
    models: fc.uniqueArray(fc.constantFrom('satisfaction', 'leaving'), { minLength: 1 }),
    reasons: fc.integer({ min: -1, max: 11 }),
  },
  { requiredKeys: ['customers'] },
);
const body = fc.oneof(
  { weight: 4, arbitrary: request },
  {
    weight: 4,
    arbitrary: fc.record({ customers: fc.array(customer, { minLength: 1, maxLength: MAX_ROWS }) }),
  },
  { weight: 8, arbitrary: nearMiss },
  { weight: 1, arbitrary: anything },
);

describe('openApiDocument()', () => {
  it('accepts exactly what it calls valid, and every answer is as it says', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
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
