import { tinyContract, tinyRows } from '@engage/testing';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ask,
  bodyOf,
  customersOf,
  headOf,
  rawClient,
  serversOf,
  until,
  type Running,
} from './testing/server.ts';

const MB = 2 ** 20;
const { started } = serversOf(tinyContract());
const customers = customersOf(tinyRows(60));
const one = bodyOf(customers[0]!);
/** Answers of some megabytes, which no socket buffers. */
const many = JSON.stringify({
  customers: Array.from({ length: 1_000 }, (_, i) => customers[i % 60]),
  reasons: 10,
});
const statusOf = (text: string) => text.slice(0, 12);

/** A place is kept until its request is scored, so that leaving does not get a client more of them. */
async function untilScored(server: Running): Promise<void> {
  let status = 503;
  for (let i = 0; i < 500 && status === 503; i++) {
    ({ status } = await ask(server, '/v1/score', { body: one }));
    await wait(10);
  }
  expect(status).toBe(200);
}

describe('startServer() of requests whose body nobody reads', () => {
  it('answers slow posts to nowhere at once, closes them, and scores all the while', async () => {
    const server = await started({ maxConcurrent: 4, lingerMs: 100 });
    const before = process.memoryUsage().arrayBuffers;
    const clients = await Promise.all(Array.from({ length: 100 }, () => rawClient(server)));
    const part = Buffer.alloc(2 * MB, ' ');
    for (const [i, { socket }] of clients.entries()) {
      socket.write(headOf(4_000_000, { path: i % 2 === 0 ? '/nowhere' : '/healthz' }));
      socket.write(part);
    }
    await until(() => clients.every(({ heard }) => heard() !== ''));
    expect((await ask(server, '/v1/score', { body: one })).status).toBe(200);
    await Promise.all(clients.map(({ ended }) => ended));
    expect(new Set(clients.map(({ heard }) => statusOf(heard())))).toEqual(
      new Set(['HTTP/1.1 404', 'HTTP/1.1 405']),
    );
    expect(clients.every(({ heard }) => /connection: close/i.test(heard()))).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * MB);
    await until(() => server.metrics.inFlight === 0);
  });

  it('counts no request but those that score against the limit', async () => {
    const server = await started({ maxConcurrent: 1, lingerMs: 2_000 });
    const clients = [await rawClient(server), await rawClient(server)];
    for (const { socket } of clients) socket.write(headOf(100_000, { path: '/nowhere' }));
    await until(() => clients.every(({ heard }) => heard() !== ''));
    expect(server.metrics.inFlight).toBe(2);
    expect((await ask(server, '/v1/score', { body: one })).status).toBe(200);
    for (const { socket } of clients) socket.destroy();
    await until(() => server.metrics.inFlight === 0);
  });

  it('lets a client hear why while it is still sending', async () => {
    const server = await started({ maxBodyBytes: 500_000 });
    const nowhere = await ask(server, '/nowhere', { body: ' '.repeat(400_000) });
    const large = await ask(server, '/v1/score', { body: ' '.repeat(2_000_000) });
    expect([nowhere.status, large.status]).toEqual([404, 413]);
    // Counted once what the client still sends has been thrown away.
    await until(() => server.metrics.inFlight === 0);
    expect((await ask(server, '/metrics')).text).toContain('route="/v1/score",status="413"} 1\n');
  });

  it('keeps the connection where the body is small', async () => {
    const server = await started();
    const client = await rawClient(server);
    client.socket.write(`${headOf(4, { path: '/nowhere' })}body`);
    client.socket.write(`${headOf(one.length)}${one}`);
    await until(() => /HTTP\/1\.1 404[^]*HTTP\/1\.1 200/.test(client.heard()));
    client.socket.destroy();
  });

  it('asks for a body that is held back only where it reads it', async () => {
    const server = await started();
    const more = 'expect: 100-continue\r\n';
    const clients = [await rawClient(server), await rawClient(server), await rawClient(server)];
    clients[0]!.socket.write(headOf(one.length, { more }));
    clients[1]!.socket.write(headOf(100_000, { more, path: '/nowhere' }));
    clients[2]!.socket.write(headOf(10 ** 9, { more }));
    await until(() => clients.every(({ heard }) => heard() !== ''));
    expect(clients.map(({ heard }) => statusOf(heard()))).toEqual([
      'HTTP/1.1 100',
      'HTTP/1.1 404',
      'HTTP/1.1 413',
    ]);
    clients[0]!.socket.write(one);
    await until(() => clients[0]!.heard().includes('HTTP/1.1 200'));
    for (const { socket } of clients) socket.destroy();
  });
});

describe('startServer() of bodies that are much together', () => {
  it('refuses a body beyond what all of them may hold, and goes on once one is done', async () => {
    const server = await started({ maxHeldBytes: 300_000 });
    const slow = await Promise.all([1, 2].map(() => rawClient(server)));
    for (const { socket } of slow) socket.write(headOf(200_000) + ' '.repeat(100_000));
    await until(() => server.metrics.inFlight === 2);
    await wait(50);
    const { status, headers, text } = await ask(server, '/v1/score', { body: ' '.repeat(250_000) });
    expect([status, headers['retry-after'], text]).toEqual([
      503,
      '1',
      expect.stringContaining('Expected fewer or smaller requests at once'),
    ]);
    expect((await ask(server, '/healthz')).status).toBe(200);
    for (const { socket } of slow) socket.destroy();
    await until(() => server.metrics.inFlight === 0);
    expect((await ask(server, '/v1/score', { body: one })).status).toBe(200);
  });
});

describe('startServer() of clients that do not take their answers', () => {
  it('cuts them off after a while, frees their places, and answers health meanwhile', async () => {
    const server = await started({ maxConcurrent: 8, answerTimeoutMs: 500 });
    const clients = await Promise.all([1, 2].map(() => rawClient(server)));
    for (const { socket } of clients) {
      socket.pause();
      socket.write(`${headOf(many.length)}${many}`.repeat(4));
    }
    await until(() => server.metrics.inFlight === 8);
    expect((await ask(server, '/v1/score', { body: one })).status).toBe(503);
    expect((await ask(server, '/healthz')).status).toBe(200);
    expect((await ask(server, '/metrics')).text).toContain('engage_http_requests_in_flight');
    await until(() => server.metrics.inFlight === 0);
    await untilScored(server);
    expect((await ask(server, '/metrics')).text).toContain('route="/v1/score",status="499"} ');
    for (const { socket } of clients) socket.destroy();
  });

  it('frees the places of answers that waited behind another when their client leaves', async () => {
    const server = await started({ maxConcurrent: 4 });
    const { socket } = await rawClient(server);
    socket.pause();
    socket.write(`${headOf(many.length)}${many}`.repeat(4));
    await until(() => server.metrics.inFlight === 4);
    socket.destroy();
    await until(() => server.metrics.inFlight === 0);
    await untilScored(server);
  });

  it('ends a connection with too many requests that wait', async () => {
    const server = await started({ maxPipelined: 3 });
    const few = await rawClient(server);
    few.socket.write(`${headOf(one.length)}${one}`.repeat(3));
    await until(() => few.heard().split('HTTP/1.1 200').length === 4);
    few.socket.destroy();
    const client = await rawClient(server);
    client.socket.write('GET /v1/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(4));
    await client.ended;
    expect(client.heard()).toBe('');
    await until(() => server.metrics.inFlight === 0);
  });
});

describe('startServer() of connections', () => {
  it('closes one more than it takes as soon as it is made', async () => {
    const server = await started({ maxConnections: 2 });
    const [first, second] = [await rawClient(server), await rawClient(server)];
    await (
      await rawClient(server)
    ).ended;
    first.socket.destroy();
    second.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => second.heard().startsWith('HTTP/1.1 200'));
    expect((await ask(server, '/healthz')).status).toBe(200);
    second.socket.destroy();
  });

  it('closes one that says nothing, and one whose client stays after it was refused', async () => {
    const server = await started({
      headersTimeoutMs: 100,
      requestTimeoutMs: 200,
      lingerMs: 100,
      maxConnections: 1,
    });
    for (const [said, status] of [
      ['', 'HTTP/1.1 408'],
      ['nonsense\r\n\r\n', 'HTTP/1.1 400'],
    ]) {
      const client = await rawClient(server, { allowHalfOpen: true });
      client.socket.write(said!);
      await until(() => client.heard() !== '');
      expect(statusOf(client.heard())).toBe(status);
      let isFree = false;
      for (let i = 0; i < 100 && !isFree; i++) {
        await wait(10);
        isFree = await ask(server, '/healthz', { headers: { connection: 'close' } }).then(
          () => true,
          () => false,
        );
      }
      expect(isFree).toBe(true);
      client.socket.destroy();
    }
  });
});
