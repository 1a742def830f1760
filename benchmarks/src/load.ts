import { connect, type Socket } from 'node:net';

/** Where load goes, and what it is made of. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** JSON bodies, sent in turn. */
  readonly bodies: readonly string[];
  /** Connections that are kept alive; each has one request under way at most. */
  readonly connections: number;
  readonly seconds: number;
}

/** What a load met with. */
export interface LoadResult {
  /** Milliseconds of each request that was answered, ascending. */
  readonly latenciesMs: Float64Array;
  /** Answers a second. */
  readonly perSecond: number;
  /** Answers whose status was not 200. */
  readonly failed: number;
}

/**
 * Sends requests at a fixed pace whether or not answers come (an open loop), and counts the time of each from the
 * moment when it was due: a server that stands still for a second is seen by all requests of that second, not by
 * one (the coordinated omission that closed loops suffer from: Tene 2013, "How NOT to Measure Latency").
 */
export async function openLoop(load: Load, perSecond: number): Promise<LoadResult> {
  const clients = await connectAll(load);
  const requests = requestsOf(load);
  const total = Math.floor(perSecond * load.seconds);
  const latencies = new Float64Array(total);
  const idle = [...clients];
  const due: number[] = [];
  let [sent, done, failed] = [0, 0, 0];
  const begin = performance.now() + 10;
  await new Promise<void>((resolve, reject) => {
    const dispatch = (): void => {
      while (due.length > 0 && idle.length > 0) {
        const at = due.shift()!;
        const client = idle.pop()!;
        client.ask(requests[sent++ % requests.length]!).then((status) => {
          latencies[done++] = performance.now() - at;
          if (status !== 200) failed += 1;
          idle.push(client);
          if (done === total) resolve();
          else dispatch();
        }, reject);
      }
    };
    let next = 0;
    const tick = (): void => {
      const now = performance.now();
      for (; next < total && begin + (1000 * next) / perSecond <= now; next++)
        due.push(begin + (1000 * next) / perSecond);
      dispatch();
      if (next < total) setTimeout(tick, 1);
    };
    tick();
  });
  const seconds = (performance.now() - begin) / 1000;
  for (const client of clients) client.close();
  return { latenciesMs: latencies.sort(), perSecond: total / seconds, failed };
}

/** Sends requests as fast as they are answered (a closed loop): what a server does at most. */
export async function closedLoop(load: Load): Promise<LoadResult> {
  const clients = await connectAll(load);
  const requests = requestsOf(load);
  const latencies: number[] = [];
  let [sent, failed] = [0, 0];
  const begin = performance.now();
  const end = begin + 1000 * load.seconds;
  await Promise.all(
    clients.map(async (client) => {
      for (let at = performance.now(); at < end; at = performance.now()) {
        const status = await client.ask(requests[sent++ % requests.length]!);
        latencies.push(performance.now() - at);
        if (status !== 200) failed += 1;
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  for (const client of clients) client.close();
  const latenciesMs = Float64Array.from(latencies).sort();
  return { latenciesMs, perSecond: latencies.length / seconds, failed };
}

/** The latency that a share of the requests did not exceed: the nearest rank. */
export function percentile({ latenciesMs }: LoadResult, share: number): number {
  return latenciesMs[Math.max(0, Math.ceil(share * latenciesMs.length) - 1)] ?? Number.NaN;
}

interface Client {
  /** Sends a request and gives the status of its answer. */
  ask(request: Buffer): Promise<number>;
  close(): void;
}

function requestsOf({ path, bodies }: Load): Buffer[] {
  return bodies.map((body) =>
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
}

async function connectAll({ port, connections }: Load): Promise<Client[]> {
  return Promise.all(Array.from({ length: connections }, () => openClient(port)));
}

/** A client that does as little as can be, so that it does not measure itself: answers must have a content-length. */
function openClient(port: number): Promise<Client> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let answered: ((status: number) => void) | null = null;
    let refused: (error: Error) => void = reject;
    let head = '';
    let missing = -1;
    let status = 0;
    socket.on('data', (chunk: Buffer) => {
      if (missing < 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        status = Number(head.slice(9, 12));
        const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))?.[1];
        missing = Number(length) - (head.length - end - 4);
      } else missing -= chunk.byteLength;
      if (missing > 0) return;
      head = '';
      missing = -1;
      answered?.(status);
    });
    socket.on('error', (error) => refused(error));
    socket.on('close', () => refused(new Error('Expected an answer, found the connection closed')));
    socket.on('connect', () =>
      resolve({
        ask: (request) =>
          new Promise((tell, fail) => {
            answered = tell;
            refused = fail;
            socket.write(request);
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}
