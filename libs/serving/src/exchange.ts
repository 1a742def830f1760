import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiResponse } from './api-response.ts';
import type { Limits } from './limits.ts';
import { drainBody } from './read-body.ts';

/** Bytes of a body that is waited for and thrown away rather than closing the connection. */
const SMALL_BODY_BYTES = 64 * 2 ** 10;

/** How an exchange ended. */
export interface Ending {
  /** Of the answer that its client took; 499, as nginx calls it, where the client went before it had one. */
  readonly status: number;
  readonly rows: number;
}

/** One request and its answer. */
export interface Exchange {
  /** Fulfilled once the answer was taken, or the connection is no more. */
  readonly ended: Promise<Ending>;
  /** Sends the answer to a request that has come whole. */
  send(answer: ApiResponse): void;
  /**
   * Sends an answer that needs no more of the body, and closes the connection unless that body is small. What still comes
   * is thrown away for a while: a connection that is closed while its client sends is reset, and the client would not
   * hear the answer.
   *
   * @param maxDrainedBytes thrown away at most
   */
  sendUnread(answer: ApiResponse, maxDrainedBytes: number): void;
}

/** The exchanges of a server. */
export interface Exchanges {
  /** Begins an exchange, unless its connection has too many that wait; that connection is then no more. */
  begin(request: IncomingMessage, response: ServerResponse): Exchange | null;
  /** From now on each connection ends with its next answer, which says so. */
  drain(): void;
  /** When the last client that may send another request on its connection had its answer (`performance.now()`). */
  readonly keptAliveAtMs: number;
}

/** What waits on a connection. */
interface Waiting {
  count: number;
  /** The one that came last; an answer before it cannot be the connection's last. */
  latest: IncomingMessage;
}

/**
 * Watches over the exchanges of a server, so that each of them ends: a client that does not take its answer is cut off.
 */
export function exchangesOf({
  maxPipelined,
  answerTimeoutMs,
  lingerMs,
}: Pick<Limits, 'maxPipelined' | 'answerTimeoutMs' | 'lingerMs'>): Exchanges {
  const waiting = new WeakMap<Socket, Waiting>();
  let isDraining = false;
  let keptAliveAtMs = 0;
  const begin: Exchanges['begin'] = (request, response) => {
    const { socket, method } = request;
    // The rest of what a connection had sent is still parsed after it was cut off.
    if (socket.destroyed) return null;
    const here = waiting.get(socket) ?? { count: 0, latest: request };
    if (here.count >= maxPipelined) {
      socket.destroy();
      return null;
    }
    waiting.set(socket, here);
    here.count += 1;
    here.latest = request;
    let ending: Ending = { status: 499, rows: 0 };
    let deadline: NodeJS.Timeout | undefined;
    const ended = new Promise<Ending>((resolve) => {
      // It comes with the end of the connection, too, also for an answer that waits behind others.
      response.on('close', () => {
        clearTimeout(deadline);
        here.count -= 1;
        if (response.shouldKeepAlive) keptAliveAtMs = performance.now();
        resolve(ending);
      });
    });
    const write = ({ status, headers, body, rows = 0 }: ApiResponse, isLast: boolean): void => {
      if (socket.destroyed) return;
      deadline = setTimeout(() => socket.destroy(), answerTimeoutMs);
      response.writeHead(status, {
        ...headers,
        ...(isDraining && here.latest === request && CLOSE),
        'content-length': Buffer.byteLength(body),
        'x-content-type-options': 'nosniff',
      });
      const taken = (error?: Error | null): void => {
        if (!error) ending = { status, rows };
      };
      const text = method === 'HEAD' ? '' : body;
      if (isLast) return void response.end(text, taken);
      response.flushHeaders();
      response.write(text, taken);
    };
    return {
      ended,
      send: (answer) => write(answer, true),
      sendUnread(answer, maxDrainedBytes) {
        const isLast = isDraining && !request.complete;
        if (!isLast && bodyBytesOf(request) <= SMALL_BODY_BYTES) return write(answer, true);
        write({ ...answer, headers: { ...answer.headers, ...CLOSE } }, false);
        const limits = { maxBytes: maxDrainedBytes, timeoutMs: lingerMs };
        void drainBody(request, limits).then(() => response.end());
      },
    };
  };
  return {
    begin,
    drain: () => void (isDraining = true),
    get keptAliveAtMs() {
      return keptAliveAtMs;
    },
  };
}

const CLOSE = { connection: 'close' };

/** What a request says of its body; no number where it comes in chunks. */
function bodyBytesOf({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Number.NaN;
}
