import type { Logger } from '@engage/observability';
import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.ts';
import type { Exchanges } from './exchange.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';

/** Milliseconds between two looks for connections that are new, or idle. */
const SWEEP_MS = 20;
/** Looks in a row without a new connection, after which none is waiting; a busy machine takes its time to hand one over. */
const QUIET_LOOKS = 5;

/** What ends with a server. */
export interface Stopping {
  readonly server: Server;
  /** Its open connections. */
  readonly sockets: ReadonlySet<Socket>;
  readonly exchanges: Exchanges;
  readonly api: Api;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Takes no more connections, and lets those there are end: with their next answer, or once nothing has come on them for
 * a while.
 *
 * @returns whether all of them ended before the deadline; those that did not were cut off
 */
export async function stopServer(
  { server, sockets, exchanges, api, metrics, log }: Stopping,
  { idleGraceMs, shutdownTimeoutMs }: Pick<Limits, 'idleGraceMs' | 'shutdownTimeoutMs'>,
): Promise<boolean> {
  api.drain();
  exchanges.drain();
  await acceptWaiting(server, idleGraceMs);
  const beganAtMs = performance.now();
  // The close() of an HTTP server would also close idle connections at once, and reset requests that are on their way.
  const closed = new Promise<boolean>((resolve) =>
    NetServer.prototype.close.call(server, () => resolve(true)),
  );
  log.info({ inFlight: metrics.inFlight }, 'Takes no more connections');
  const sweep = setInterval(() => {
    const quietMs = performance.now() - Math.max(beganAtMs, exchanges.keptAliveAtMs);
    // What has come by now is read first: its connection is not idle then.
    if (quietMs >= idleGraceMs) setImmediate(() => closeIdle(server, sockets));
  }, SWEEP_MS);
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    deadline = setTimeout(() => resolve(false), shutdownTimeoutMs);
  });
  const isClean = await Promise.race([closed, late]);
  clearInterval(sweep);
  clearTimeout(deadline);
  if (!isClean) {
    log.warn({ inFlight: metrics.inFlight }, 'Cut off what had not ended in time');
    server.closeAllConnections();
    await closed;
  }
  // Ends what Node's server does now and then.
  server.close();
  return isClean;
}

/**
 * Takes the connections that the system has made already: closing the door would reset them, and what was sent on them.
 * It ends after some looks in a row without a new one.
 */
async function acceptWaiting(server: Server, timeoutMs: number): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  let quietRounds = 0;
  const taken = (): void => void (quietRounds = 0);
  server.on('connection', taken);
  while (quietRounds < QUIET_LOOKS && performance.now() < deadlineMs) {
    quietRounds += 1;
    await wait(SWEEP_MS);
  }
  server.off('connection', taken);
}

/** Closes connections on which no request is under way; Node does not count those that never had one. */
function closeIdle(server: Server, sockets: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}
