import type { Logger } from '@engage/observability';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tooManyBytes, type Api } from './api.ts';
import type { ApiResponse } from './api-response.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { problemResponse } from './problem.ts';
import { rateLimit, type RateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';

/** Bytes of all headers of a request. */
const MAX_HEADER_BYTES = 16 * 2 ** 10;
/** Milliseconds between two looks for requests that take too long to come. */
const TIMEOUT_CHECK_MS = 1_000;

/** What a server is made with. */
export interface ServerOptions {
  readonly api: Api;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly limits?: Limits;
  /** 127.0.0.1 by default: nobody but this machine. */
  readonly host?: string;
  /** 0 by default: any port that is free. */
  readonly port?: number;
}

/** A server that takes requests. */
export interface RunningServer {
  readonly host: string;
  readonly port: number;
  /**
   * Takes no more connections, lets requests under way end, and closes. A second call waits for the first.
   *
   * @returns whether all of them ended before the deadline; those that did not were cut off
   */
  stop(): Promise<boolean>;
}

/**
 * Serves an API over HTTP/1.1.
 *
 * @throws Error of the system when the address cannot be taken (EADDRINUSE, EACCES)
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { limits = DEFAULT_LIMITS, host = '127.0.0.1', port = 0 } = options;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      noDelay: true,
    },
    listenerOf(options, limits),
  );
  server.on('clientError', refuseBadHead);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve());
  });
  const { address, port: taken } = server.address() as AddressInfo;
  let stopped: Promise<boolean> | null = null;
  return {
    host: address,
    port: taken,
    stop: () => (stopped ??= stopServer(server, options, limits)),
  };
}

function listenerOf({ api, metrics, log }: ServerOptions, limits: Limits) {
  const clients = limits.maxPerSecond === null ? null : rateLimit(limits.maxPerSecond);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const begin = performance.now();
    const { method = 'GET', url = '/' } = request;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    const route = api.routeOf(path);
    let rows = 0;
    metrics.begin();
    response.on('close', () => {
      const ms = performance.now() - begin;
      // 499 is what nginx calls a client that went before it had its answer.
      const status = response.writableFinished ? response.statusCode : 499;
      const known = KNOWN_METHODS.has(method) ? method : 'other';
      metrics.end({ route, method: known, status }, ms / 1000);
      log.info({ method: known, route, status, rows, ms: Math.round(ms * 1000) / 1000 }, 'Answered');
    });
    const tell = (answer: ApiResponse): void => {
      rows = answer.rows ?? 0;
      send(response, answer, method);
    };
    const refusal = route === '/v1/score' ? refusalOf(request, metrics, limits, clients, begin) : null;
    if (refusal) return tell(refusal);
    void readBody(request, limits.maxBodyBytes).then(async (body) => {
      if (body === 'gone') return void response.destroy();
      if (body === 'too large') return tell(closing(tooManyBytes(limits.maxBodyBytes), request));
      tell(await api.handle({ method, path, headers: request.headers, body }));
    });
  };
}

/** An answer after which the connection is of no more use, where the rest of the body is still on its way. */
function closing(answer: ApiResponse, { complete }: IncomingMessage): ApiResponse {
  return complete ? answer : { ...answer, headers: { ...answer.headers, connection: 'close' } };
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Refuses what is too much before its body is read; questions after health and metrics are always answered. */
function refusalOf(
  { socket }: IncomingMessage,
  metrics: Metrics,
  { maxConcurrent }: Limits,
  clients: RateLimit | null,
  nowMs: number,
): ApiResponse | null {
  if (metrics.inFlight > maxConcurrent)
    return problemResponse(
      'overloaded',
      `Expected at most ${maxConcurrent} requests at once, found more; try again after a second`,
      { headers: { 'retry-after': '1' } },
    );
  const waitSeconds = clients?.take(socket.remoteAddress ?? '', nowMs) ?? 0;
  if (waitSeconds === 0) return null;
  return problemResponse(
    'too-many-requests',
    `Expected fewer requests, found too many; wait ${waitSeconds} s`,
    {
      headers: { 'retry-after': String(waitSeconds) },
    },
  );
}

function send(response: ServerResponse, { status, headers, body }: ApiResponse, method: string): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** What Node's parser refuses never becomes a request: it is answered by hand. */
function refuseBadHead(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const [status, title] = STATUS_OF[error.code ?? ''] ?? [400, 'Bad Request'];
  const detail = `Expected a request of HTTP/1.1, found ${title.toLowerCase()}`;
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nconnection: close\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const STATUS_OF: Readonly<Record<string, readonly [status: number, title: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

async function stopServer(
  server: Server,
  { api, log, metrics }: ServerOptions,
  limits: Limits,
): Promise<boolean> {
  api.drain();
  const closed = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
  server.closeIdleConnections();
  log.info({ inFlight: metrics.inFlight }, 'Takes no more connections');
  // A connection that is kept alive becomes idle after its answer, and must not hold the server until it times out.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    deadline = setTimeout(() => resolve(false), limits.shutdownTimeoutMs);
  });
  const isClean = await Promise.race([closed, late]);
  clearInterval(sweep);
  clearTimeout(deadline);
  if (!isClean) {
    log.warn({ inFlight: metrics.inFlight }, 'Cut off what had not ended in time');
    server.closeAllConnections();
    await closed;
  }
  return isClean;
}
