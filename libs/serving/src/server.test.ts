import { silentLogger, type Logger } from '@engage/observability';
import { tinyContract, tinyRows } from '@engage/testing';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createApi } from './api.ts';
import { createMetrics } from './metrics.ts';
import { startServer } from './server.ts';
import { ask, bodyOf, customersOf, headOf, rawClient, serversOf, until } from './testing/server.ts';

const { started, agents, models } = serversOf(tinyContract());
const customers = customersOf(tinyRows(60));

describe('startServer()', () => {
  it('gives many clients at once the answers that each would get alone', async () => {
    const server = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    agents.push(agent);
    const alone = new Map<object, string>();
    for (const customer of customers)
      alone.set(customer, (await ask(server, '/v1/score', { body: bodyOf(customer) })).text);
    const at = Array.from({ length: 400 }, (_, i) => customers[(i * 7) % customers.length]!);
    const answers = await Promise.all(
      at.map((customer, i) =>
        // Now and then a large request, so that others come in between its slices.
        i % 50 === 0
          ? ask(server, '/v1/score', { body: bodyOf(...customers, ...customers, ...customers), agent })
          : ask(server, '/v1/score', { body: bodyOf(customer), agent }),
      ),
    );
    answers.forEach(({ status, text }, i) => {
      expect(status).toBe(200);
      if (i % 50 !== 0) expect(text).toBe(alone.get(at[i]!));
      else expect((JSON.parse(text) as { customers: unknown[] }).customers).toHaveLength(180);
    });
    await until(() => server.metrics.inFlight === 0);
  });

  it('counts what it does, and logs neither values nor ids', async () => {
    const lines: unknown[] = [];
    const keep = (data: Record<string, unknown>, message: string) => void lines.push({ ...data, message });
    const log: Logger = { info: keep, warn: keep, error: keep };
    const server = await started({}, { log });
    const customer = { ...customers[0], account_id: 987_654, minutes_day: 123.456 };
    await ask(server, '/v1/score?verbose=1', { body: bodyOf(customer, customer) });
    await ask(server, '/v1/score', { body: bodyOf({ ...customer, plan: 'Secret' }) });
    await ask(server, '/nowhere/987654');
    await until(() => server.metrics.inFlight === 0);
    const { text } = await ask(server, '/metrics');
    expect(text).toContain('engage_http_requests_total{method="POST",route="/v1/score",status="200"} 1\n');
    expect(text).toContain('engage_http_requests_total{method="POST",route="/v1/score",status="400"} 1\n');
    expect(text).toContain('engage_http_requests_total{method="GET",route="other",status="404"} 1\n');
    expect(text).toContain('engage_http_request_duration_seconds_count{route="/v1/score"} 2\n');
    expect(text).toContain('engage_scored_rows_total 2\n');
    expect(text).toContain('engage_http_requests_in_flight 1\n');
    expect(text).toContain(`engage_info{run_id="${models().runId}"} 1\n`);
    const said = JSON.stringify(lines);
    expect(said).toMatch(/"route":"\/v1\/score","status":200,"rows":2,"ms":/);
    expect(said).not.toMatch(/987.?654|123\.456|Secret|verbose/);
  });

  it('refuses bodies beyond the limit, known beforehand or not, and goes on', async () => {
    const server = await started({ maxBodyBytes: 2_000 });
    const large = ' '.repeat(2_001);
    const { status, text } = await ask(server, '/v1/score', { body: large });
    expect([status, text]).toEqual([413, expect.stringContaining('at most 2000 bytes')]);
    const client = await rawClient(server);
    client.socket.write(headOf(10 ** 9) + ' '.repeat(100_000));
    await client.ended;
    expect(client.heard()).toMatch(/^HTTP\/1\.1 413 /);
    expect((await ask(server, '/v1/score', { body: bodyOf(customers[0]!) })).status).toBe(200);
  });

  it('refuses more requests at once than allowed, and answers questions after health all the same', async () => {
    const server = await started({ maxConcurrent: 2 });
    const body = bodyOf(customers[0]!);
    const slow = [await rawClient(server), await rawClient(server)];
    for (const { socket } of slow) socket.write(headOf(body.length));
    await until(() => server.metrics.inFlight === 2);
    const refused = await ask(server, '/v1/score', { body });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(JSON.parse(refused.text)).toMatchObject({ type: 'urn:engage:problem:overloaded' });
    expect((await ask(server, '/healthz')).status).toBe(200);
    for (const { socket } of slow) socket.write(body);
    await until(() => slow.every(({ heard }) => heard().startsWith('HTTP/1.1 200')));
    expect((await ask(server, '/v1/score', { body })).status).toBe(200);
    for (const { socket } of slow) socket.destroy();
  });

  it('asks a client that comes too often to wait', async () => {
    const server = await started({ maxPerSecond: 3 });
    const body = bodyOf(customers[0]!);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await ask(server, '/v1/score', { body })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask(server, '/v1/score', { body });
    expect([refused.headers['retry-after'], refused.text]).toEqual([
      '1',
      expect.stringContaining('wait 1 s'),
    ]);
    expect((await ask(server, '/readyz')).status).toBe(200);
  });

  it('gives up on a request that does not come, and on what is no HTTP', async () => {
    const server = await started({ headersTimeoutMs: 100, requestTimeoutMs: 200 });
    const late = await rawClient(server);
    late.socket.write(headOf(10));
    const nonsense = await rawClient(server);
    nonsense.socket.write('nonsense\r\n\r\n');
    const long = await rawClient(server);
    long.socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`);
    await Promise.all([late.ended, nonsense.ended, long.ended]);
    expect([late, nonsense, long].map(({ heard }) => heard().slice(0, 12))).toEqual([
      'HTTP/1.1 408',
      'HTTP/1.1 400',
      'HTTP/1.1 431',
    ]);
    await until(() => server.metrics.inFlight === 0);
  });

  it('forgets a client that leaves', async () => {
    const server = await started();
    const client = await rawClient(server);
    client.socket.write(`${headOf(100)}{"custo`);
    await until(() => server.metrics.inFlight === 1);
    client.socket.destroy();
    await until(() => server.metrics.inFlight === 0);
    expect((await ask(server, '/metrics')).text).toContain('route="/v1/score",status="499"} 1\n');
  });

  it('says that the address is taken', async () => {
    const { port } = await started();
    const metrics = createMetrics({});
    const again = startServer({ api: createApi(models()), metrics, log: silentLogger, port });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** What a client hears that asks at once, without waiting for its connection; it fails where that is reset. */
function connectNow({ port }: { readonly port: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  });
}

describe('stop()', () => {
  it('lets a request under way end, takes no other, and closes idle connections', async () => {
    const told: string[] = [];
    const info = (_: unknown, message: string) => void told.push(message);
    const server = await started({}, { log: { ...silentLogger, info } });
    const idle = new Agent({ keepAlive: true });
    agents.push(idle);
    await ask(server, '/healthz', { agent: idle });
    const body = bodyOf(customers[0]!);
    const slow = await rawClient(server);
    slow.socket.write(headOf(body.length));
    await until(() => server.metrics.inFlight === 1);
    const stopped = server.stop();
    await until(() => told.includes('Takes no more connections'));
    await expect(ask(server, '/healthz')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    slow.socket.write(body);
    await slow.ended;
    expect(slow.heard()).toMatch(/^HTTP\/1\.1 200 /);
    expect([await stopped, await server.stop()]).toEqual([true, true]);
  });

  it('answers what still comes on a connection, says that it ends, and resets none', async () => {
    const server = await started({ idleGraceMs: 60_000 });
    const clients = await Promise.all(Array.from({ length: 6 }, () => rawClient(server)));
    const [kept, fresh, pipelined, head, unread, half] = clients;
    const get = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    kept!.socket.write(get);
    half!.socket.write(get.slice(0, 9));
    await until(() => kept!.heard() !== '');
    expect(kept!.heard()).toContain('Connection: keep-alive');
    const heard = clients.map((client) => client.heard().length);
    const stopped = server.stop();
    const body = bodyOf(customers[0]!);
    const score = `${headOf(body.length)}${body}`;
    kept!.socket.write(score);
    fresh!.socket.write(get);
    pipelined!.socket.write(score.repeat(3));
    head!.socket.write(get.replace('GET', 'HEAD'));
    unread!.socket.write(headOf(4, { path: '/nowhere' }));
    half!.socket.write(get.slice(9));
    await until(() => unread!.heard() !== '');
    unread!.socket.write('body');
    await Promise.all(clients.map(({ ended }) => ended));
    const answers = clients.map((client, i) =>
      [
        ...client
          .heard()
          .slice(heard[i])
          .matchAll(/HTTP\/1\.1 (\d+)|connection: ([-a-z]+)/gi),
      ]
        .map(([, status, connection]) => status ?? connection)
        .join(' '),
    );
    const once = '200 close';
    expect(answers).toEqual([once, once, '200 keep-alive 200 keep-alive 200 close', once, '404 close', once]);
    expect(await stopped).toBe(true);
  });

  it('answers those whose connections the system has made before the server has taken them', async () => {
    const server = await started();
    const heard = Array.from({ length: 20 }, () => connectNow(server));
    // Connected by the system, while this process looks at nothing.
    const stopped = new Promise<boolean>((resolve) => setImmediate(() => resolve(server.stop())));
    const texts = await Promise.all(heard);
    expect(texts.map((text) => text.slice(0, 12))).toEqual(Array(20).fill('HTTP/1.1 200'));
    expect(await stopped).toBe(true);
  });

  it('closes connections without a request once the grace is over, also those that never had one', async () => {
    const server = await started({ idleGraceMs: 200 });
    const [kept, fresh] = [await rawClient(server), await rawClient(server)];
    kept.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => kept.heard() !== '');
    const begin = performance.now();
    expect(await server.stop()).toBe(true);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(190);
    await Promise.all([kept.ended, fresh.ended]);
  });

  it('resets none of many clients that ask again and again', async () => {
    const server = await started({ idleGraceMs: 500 });
    const body = bodyOf(...customers);
    const ends = Array.from({ length: 12 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      agents.push(agent);
      for (;;) {
        const { status, headers } = await ask(server, '/v1/score', { body, agent });
        if (status !== 200 || headers.connection === 'close') return `${status} ${headers.connection}`;
      }
    });
    await wait(200);
    expect(await server.stop()).toBe(true);
    expect(await Promise.all(ends)).toEqual(Array(12).fill('200 close'));
  });

  it('cuts off at the deadline what does not end', async () => {
    const server = await started({ shutdownTimeoutMs: 100 });
    const slow = await rawClient(server);
    slow.socket.write(headOf(1_000));
    await until(() => server.metrics.inFlight === 1);
    const begin = performance.now();
    expect(await server.stop()).toBe(false);
    await slow.ended;
    expect([slow.heard(), performance.now() - begin < 2_000]).toEqual(['', true]);
  });
});
