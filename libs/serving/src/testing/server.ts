import { silentLogger } from '@engage/observability';
import type { Contract } from '@engage/schema';
import type { ServingModels } from '@engage/scoring';
import { tinyModels } from '@engage/scoring/testing';
import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createApi, type Api } from '../api.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { startServer, type RunningServer } from '../server.ts';

const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];

/** Customers that keep the tiny contract, of its rows. */
export function customersOf(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(['account_id', ...FEATURES].map((name) => [name, row[name]])));
}

export const bodyOf = (...some: readonly object[]) => JSON.stringify({ customers: some });

/** A server of a test, and its metrics. */
export interface Running extends RunningServer {
  readonly metrics: Metrics;
}

/** Servers of the tests of a file; they and the agents end with each test. */
export function serversOf(contract: Contract) {
  let models: ServingModels;
  const running: RunningServer[] = [];
  const agents: Agent[] = [];
  beforeAll(async () => void (models = await tinyModels(contract)));
  afterEach(async () => {
    for (const agent of agents.splice(0)) agent.destroy();
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });
  const started = async (
    changes: Partial<Limits> = {},
    { log = silentLogger, wrap = (api: Api) => api } = {},
  ): Promise<Running> => {
    const limits = { ...DEFAULT_LIMITS, idleGraceMs: 50, shutdownTimeoutMs: 3_000, ...changes };
    const metrics = createMetrics({ run_id: models.runId });
    const api = wrap(createApi(models, { limits, metrics }));
    const server = await startServer({ api, metrics, log, limits });
    running.push(server);
    return { ...server, metrics };
  };
  return { started, agents, models: () => models };
}

/** What a client hears. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export function ask(
  { port }: RunningServer,
  path: string,
  {
    body,
    method,
    agent,
    headers,
  }: { body?: string; method?: string; agent?: Agent; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        path,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { 'content-type': 'application/json', ...headers },
        ...(agent && { agent }),
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A client that says what it likes, and what it heard. */
export interface RawClient {
  readonly socket: Socket;
  heard(): string;
  /** Fulfilled once its connection is no more. */
  readonly ended: Promise<void>;
}

/** @param allowHalfOpen whether it leaves its half of the connection open when the server has closed the other */
export async function rawClient({ port }: RunningServer, { allowHalfOpen = false } = {}): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { socket, heard: () => text, ended };
}

/** The head of a request, of a score unless said otherwise, whose body is yet to come. */
export const headOf = (bytes: number, { path = '/v1/score', more = '' } = {}) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}content-length: ${bytes}\r\n\r\n`;

/** Waits until it is true, for 10 seconds at most. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 2_000 && !isTrue(); i++) await wait(5);
  expect(isTrue()).toBe(true);
}
