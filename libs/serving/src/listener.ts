import type { Logger } from '@engage/observability';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tooManyBytes, type Api } from './api.ts';
import type { ApiRequest, ApiResponse } from './api-response.ts';
import { createCapacity, type Capacity, type Place } from './capacity.ts';
import type { Exchange, Exchanges } from './exchange.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { problemResponse } from './problem.ts';
import { rateLimit, type RateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';

/** Bytes of the body of a refused scoring request, in times of the limit, that are still taken so that its client hears why. */
const PATIENCE = 8;

/** What answers are made with. */
export interface ListenerOptions {
  readonly api: Api;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly exchanges: Exchanges;
}

/**
 * What is called with each request.
 *
 * @param how `expects`: `continue` where the client waits to be told to send its body (`Expect: 100-continue`), `other`
 *   where it waits for what nobody here knows
 */
export type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  how: { readonly expects: 'nothing' | 'continue' | 'other' },
) => void;

/** Answers requests; only of those that are scored the body is read, and only they are counted against the limits. */
export function createListener({ api, metrics, log, exchanges }: ListenerOptions, limits: Limits): Listener {
  const capacity = createCapacity(limits);
  const clients = limits.maxPerSecond === null ? null : rateLimit(limits.maxPerSecond);
  return (request, response, { expects }) => {
    const begin = performance.now();
    const exchange = exchanges.begin(request, response);
    if (exchange === null) return;
    const { method = 'GET', url = '/', headers } = request;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    metrics.begin();
    void exchange.ended.then(({ status, rows }) => {
      const ms = performance.now() - begin;
      const route = api.routeOf(path);
      const known = KNOWN_METHODS.has(method) ? method : 'other';
      metrics.end({ route, method: known, status }, ms / 1000);
      log.info({ method: known, route, status, rows, ms: Math.round(ms * 1000) / 1000 }, 'Answered');
    });
    const asked = { method, path, headers };
    const refused = refusalOf(request, expects === 'other');
    if (refused) return exchange.sendUnread(refused, limits.maxBodyBytes);
    if (!api.takesBody(method, path))
      return void api
        .handle({ ...asked, body: NOTHING })
        .then((answer) => exchange.sendUnread(answer, limits.maxBodyBytes));
    const admitted = admit(request, capacity, limits, clients, begin);
    if ('status' in admitted) return exchange.sendUnread(admitted, PATIENCE * limits.maxBodyBytes);
    if (expects === 'continue') response.writeContinue();
    void score(api, request, asked, exchange, admitted, limits);
  };
}

/** The answer to a head that HTTP/1.1 does not allow, or that expects what nobody here knows. */
function refusalOf({ headers, httpVersion }: IncomingMessage, expectsOther: boolean): ApiResponse | null {
  if (headers.host === undefined && httpVersion === '1.1')
    return problemResponse('malformed-request', 'Expected the header host, found none; add it');
  return expectsOther
    ? problemResponse(
        'expectation-failed',
        'Expected the header expect to be 100-continue, found another; leave it out',
      )
    : null;
}

type Asked = Omit<ApiRequest, 'body'>;

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const NOTHING = new Uint8Array();

/** A place for a scoring request, or the answer that refuses it before its body is read. */
function admit(
  { socket, headers }: IncomingMessage,
  capacity: Capacity,
  { maxBodyBytes }: Limits,
  clients: RateLimit | null,
  nowMs: number,
): Place | ApiResponse {
  const waitSeconds = clients?.take(socket.remoteAddress ?? '', nowMs) ?? 0;
  if (waitSeconds > 0)
    return problemResponse(
      'too-many-requests',
      `Expected fewer requests, found too many; wait ${waitSeconds} s`,
      { headers: { 'retry-after': String(waitSeconds) } },
    );
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) return tooManyBytes(maxBodyBytes);
  return capacity.enter() ?? overloaded();
}

function overloaded(): ApiResponse {
  return problemResponse(
    'overloaded',
    'Expected fewer or smaller requests at once, found no room for one more; try again after a second',
    { headers: { 'retry-after': '1' } },
  );
}

async function score(
  api: Api,
  request: IncomingMessage,
  asked: Asked,
  exchange: Exchange,
  place: Place,
  { maxBodyBytes }: Limits,
): Promise<void> {
  try {
    const body = await readBody(request, { maxBytes: maxBodyBytes, tryHold: place.tryHold });
    if (body === 'gone') return void request.socket.destroy();
    if (typeof body === 'string')
      return exchange.sendUnread(
        body === 'too large' ? tooManyBytes(maxBodyBytes) : overloaded(),
        PATIENCE * maxBodyBytes,
      );
    const answer = await api.handle({ ...asked, body });
    place.hold(Buffer.byteLength(answer.body));
    exchange.send(answer);
    await exchange.ended;
  } finally {
    place.leave();
  }
}
