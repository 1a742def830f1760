import {
  RequestError,
  requestReader,
  scoreRows,
  TooManyRowsError,
  answerOf,
  type RequestReader,
  type ScoreRequest,
  type ServingModels,
} from '@engage/scoring';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { jsonResponse, type ApiRequest, type ApiResponse } from './api-response.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { readJson } from './read-json.ts';
import { METRICS_TYPE, type Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem.ts';

/** Customers scored between two looks at what else the process has to do. */
const SLICE_ROWS = 50;

/** The HTTP API apart from what carries it: a Node server, a Lambda function. */
export interface Api {
  /** Never throws: what goes wrong becomes an answer. */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /** Whether the body of such a request is of any use; without it none need be read. */
  takesBody(method: string, path: string): boolean;
  /** The route of a path for metrics and logs: one of a few. */
  routeOf(path: string): string;
  /** From now on the API says that it is not ready; requests that come all the same are answered. */
  drain(): void;
}

/** What an API is made with. */
export interface ApiOptions {
  readonly limits?: Pick<Limits, 'maxRows' | 'maxBodyBytes'>;
  /** What `/metrics` tells; without them there is no such path. */
  readonly metrics?: Metrics;
  /** Told of errors that are ours. */
  readonly onError?: (error: unknown) => void;
}

type Route = Readonly<Record<string, (request: ApiRequest) => ApiResponse | Promise<ApiResponse>>>;

/**
 * The API over the models of a run.
 *
 * @example const answer = await createApi(models).handle({ method: 'GET', path: '/healthz', headers: {}, body: new Uint8Array() })
 */
export function createApi(models: ServingModels, options: ApiOptions = {}): Api {
  const { limits = DEFAULT_LIMITS, metrics, onError } = options;
  const reader = requestReader(models, limits);
  const hasMetrics = metrics !== undefined;
  const document = JSON.stringify(openApiDocument(models, reader, limits, { hasMetrics }));
  const ready = JSON.stringify({ status: 'ready', ...answerOf(models) });
  let isDraining = false;
  const routes: Readonly<Record<string, Route>> = {
    '/v1/score': {
      POST: async (request) => {
        const read = readScoreRequest(request, reader, limits.maxBodyBytes);
        if ('status' in read) return read;
        const parts: string[] = [];
        for (let from = 0; from < read.rows; from += SLICE_ROWS) {
          if (from > 0) await nextTurn();
          const scores = scoreRows(models, read, from, Math.min(read.rows, from + SLICE_ROWS));
          parts.push(JSON.stringify(scores).slice(1, -1));
        }
        metrics?.addRows(read.rows);
        const head = JSON.stringify(answerOf(models)).slice(0, -1);
        return { ...jsonResponse(`${head},"customers":[${parts.join(',')}]}`), rows: read.rows };
      },
    },
    '/v1/openapi.json': { GET: () => jsonResponse(document, { 'cache-control': 'max-age=60' }) },
    '/healthz': { GET: () => jsonResponse('{"status":"ok"}') },
    '/readyz': {
      GET: () =>
        isDraining
          ? problemResponse(
              'draining',
              'Expected another server to be asked: this one is shutting down',
              RETRY,
            )
          : jsonResponse(ready),
    },
    ...(metrics && {
      '/metrics': {
        GET: () => ({
          status: 200,
          headers: { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' },
          body: metrics.render(),
        }),
      },
    }),
  };
  const routeFor = (path: string) => (Object.hasOwn(routes, path) ? routes[path] : undefined);
  return {
    takesBody: (method, path) => method === 'POST' && path === '/v1/score',
    routeOf: (path) => (routeFor(path) ? path : 'other'),
    drain: () => void (isDraining = true),
    async handle(request) {
      try {
        const route = routeFor(request.path);
        if (!route)
          return problemResponse(
            'not-found',
            `Expected one of ${Object.keys(routes).join(', ')}; see /v1/openapi.json`,
          );
        const method = request.method === 'HEAD' ? 'GET' : request.method;
        const answer = Object.hasOwn(route, method) ? route[method] : undefined;
        return answer ? await answer(request) : wrongMethod(route, request.method);
      } catch (error) {
        return answerTo(error, onError);
      }
    },
  };
}

const RETRY = { headers: { 'retry-after': '1' } };

function wrongMethod(route: Route, method: string): ApiResponse {
  const allowed = Object.keys(route)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
  return problemResponse('method-not-allowed', `Expected the method ${allowed}, found ${printable(method)}`, {
    headers: { allow: allowed },
  });
}

/** The beginning of a word of a client, in printable ASCII. */
function printable(word: string): string {
  return word.slice(0, 20).replace(/[^\x21-\x7e]/g, '?') || 'none';
}

/** What a request asks for, or the answer that refuses it; its JSON, many times as large, is not kept while it is scored. */
function readScoreRequest(
  request: ApiRequest,
  reader: RequestReader,
  maxBodyBytes: number,
): ScoreRequest | ApiResponse {
  const body = readJsonBody(request, maxBodyBytes);
  return 'status' in body ? body : reader.read(body.value);
}

/** The JSON of a body, or the answer that says why there is none. */
function readJsonBody(
  { headers, body }: ApiRequest,
  maxBodyBytes: number,
): { readonly value: unknown } | ApiResponse {
  const type = String(headers['content-type'] ?? '');
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    return problemResponse(
      'unsupported-media-type',
      `Expected the header content-type: application/json, found ${type === '' ? 'none' : `"${type.slice(0, 80)}"`}`,
      { headers: { accept: 'application/json' } },
    );
  const coding = String(headers['content-encoding'] ?? 'identity');
  if (coding !== 'identity')
    return problemResponse(
      'unsupported-media-type',
      `Expected a body without content-encoding, found "${coding.slice(0, 80)}"; send it as it is`,
    );
  if (body.byteLength > maxBodyBytes) return tooManyBytes(maxBodyBytes);
  const json = readJson(body);
  return 'mistake' in json ? problemResponse('malformed-json', json.mistake) : json;
}

/** The answer to a body that is too large. */
export function tooManyBytes(maxBodyBytes: number): ApiResponse {
  return problemResponse(
    'too-many-bytes',
    `Expected a body of at most ${maxBodyBytes} bytes, found a larger one; send the customers in several requests`,
  );
}

function answerTo(error: unknown, onError: ApiOptions['onError']): ApiResponse {
  if (error instanceof RequestError) {
    const { issues, hasMore } = error;
    const places = issues.length === 1 ? 'one place' : `${issues.length} places`;
    const [found, where] = hasMore
      ? [`more than ${places}`, `errors has the first ${issues.length}`]
      : [places, 'see errors'];
    return problemResponse(
      'invalid-request',
      `Expected a request that keeps the contract, found ${found} where it does not; ${where}`,
      { errors: issues },
    );
  }
  if (error instanceof TooManyRowsError) return problemResponse('too-many-customers', error.message);
  onError?.(error);
  return problemResponse('internal-error', 'Expected an answer, found a failure of ours; the log has it');
}
