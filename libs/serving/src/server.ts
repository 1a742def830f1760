import type { Logger } from '@engage/observability';
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Api } from './api.ts';
import { exchangesOf } from './exchange.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createListener } from './listener.ts';
import type { Metrics } from './metrics.ts';
import { problemResponse, type ProblemName } from './problem.ts';
import { stopServer } from './stop-server.ts';

/** Bytes of all headers of a request. */
const MAX_HEADER_BYTES = 16 * 2 ** 10;
/** Milliseconds between two looks for requests that take too long to come. */
const TIMEOUT_CHECK_MS = 1_000;

/** Node's event of a request, by what its head expects before the body is sent. */
const EXPECTATIONS = [
  ['request', 'nothing'],
  ['checkContinue', 'continue'],
  ['checkExpectation', 'other'],
] as const;

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
   * Takes no more connections, answers what has come on those there are, tells each client with its last answer that its
   * connection ends, and closes. A second call waits for the first.
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
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.headersTimeoutMs,
    // Refused by the listener, so that this answer is a problem as all others are.
    requireHostHeader: false,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    noDelay: true,
  });
  server.maxConnections = limits.maxConnections;
  const exchanges = exchangesOf(limits);
  const listener = createListener({ ...options, exchanges }, limits);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  for (const [event, expects] of EXPECTATIONS)
    server.on(event, (request: IncomingMessage, response: ServerResponse) =>
      listener(request, response, { expects }),
    );
  server.on('clientError', (error, socket) => refuseBadHead(error, socket as Socket, limits.lingerMs));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve());
  });
  const { address, port: taken } = server.address() as AddressInfo;
  let stopped: Promise<boolean> | null = null;
  return {
    host: address,
    port: taken,
    stop: () => (stopped ??= stopServer({ ...options, server, sockets, exchanges }, limits)),
  };
}

/** What Node's parser refuses never becomes a request: it is answered by hand. */
function refuseBadHead(error: NodeJS.ErrnoException, socket: Socket, lingerMs: number): void {
  if (!socket.writable) return void socket.destroy();
  const [name, detail] = BAD_HEADS[error.code ?? ''] ?? MALFORMED;
  const { status, headers, body } = problemResponse(name, detail);
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  }).map(([header, value]) => `${header}: ${value}\r\n`);
  // The client may leave its half of the connection open for ever.
  setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

type Refusal = readonly [name: ProblemName, detail: string];

const MALFORMED: Refusal = ['malformed-request', 'Expected a request of HTTP/1.1, found something else'];
const BAD_HEADS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    `Expected headers of at most ${MAX_HEADER_BYTES} bytes, found larger ones; send fewer or shorter ones`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request-timeout',
    'Expected all of the request in time, found a part of it; send it again',
  ],
};
