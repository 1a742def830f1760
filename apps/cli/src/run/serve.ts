import { createFolderStore } from '@engage/adapters/folder';
import { createLogger } from '@engage/observability';
import { InputError } from '@engage/run';
import type { Variables } from '@engage/runtime';
import { environmentOf } from '@engage/runtime/environment';
import { loadModels, type ServingModels } from '@engage/scoring';
import { createApi, createMetrics, customerBytes, startServer, type RunningServer } from '@engage/serving';
import { createScorer, readForest } from '@engage/trees';
import { applicationVersion } from '../version.ts';
import { findRunId } from './find-run.ts';
import { limitsOf, type LimitChoice } from './serve-limits.ts';

/** What is served, and where. */
export interface ServeChoice extends LimitChoice {
  /** First digits of the run's id; the latest run when left out. */
  readonly run?: string;
  readonly host: string;
  readonly port: number;
}

/** A server under way. */
export interface Served {
  readonly runId: string;
  readonly models: readonly string[];
  readonly url: string;
  /** Ends it once what is under way has ended; false where that had to be cut off. */
  stop(): Promise<boolean>;
}

/**
 * Loads the models of a run and serves them.
 *
 * @throws InputError when there is no such run, the limits contradict each other, or the address cannot be taken
 */
export async function serve(choice: ServeChoice, variables: Variables): Promise<Served> {
  const models = await modelsOf(choice.run, variables);
  const { runId } = models;
  const log = createLogger(environmentOf(variables).ENGAGE_LOG_LEVEL);
  const limits = limitsOf(choice, customerBytes(models));
  const metrics = createMetrics({
    version: applicationVersion(),
    run_id: runId,
    model_version: models.version,
  });
  const onError = (error: unknown) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, stackOf(error));
  const api = createApi(models, { limits, metrics, onError });
  const { host, port } = choice;
  const server = await started(() => startServer({ api, metrics, log, limits, host, port }), choice);
  const address = server.host.includes(':') ? `[${server.host}]` : server.host;
  return {
    runId,
    models: models.models.map(({ model }) => model.name),
    url: `http://${address}:${server.port}`,
    stop: server.stop,
  };
}

/**
 * The OpenAPI document of what would be served, indented.
 *
 * @throws InputError when there is no such run, or the limits contradict each other
 */
export async function describeApi(
  choice: Pick<ServeChoice, 'run'> & LimitChoice,
  variables: Variables,
): Promise<string> {
  const models = await modelsOf(choice.run, variables);
  const limits = limitsOf(choice, customerBytes(models));
  const api = createApi(models, { limits, metrics: createMetrics({}) });
  const request = { method: 'GET', path: '/v1/openapi.json', headers: {}, body: new Uint8Array() };
  return JSON.stringify(JSON.parse((await api.handle(request)).body), null, 2);
}

/**
 * The models of the run that a person means, ready to score.
 *
 * @throws InputError when there is no such run, or its models are not finished
 */
export async function modelsOf(run: string | undefined, variables: Variables): Promise<ServingModels> {
  const store = createFolderStore(environmentOf(variables).ENGAGE_HOME);
  const runId = await findRunId(store, run);
  return loadModels({ store, runId, createScorer: (bytes) => createScorer(readForest(bytes)) });
}

/** Where it failed, without the words of the error, which might quote a value. */
function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.split('\n').slice(1, 6).join('\n').trim() || 'Failed';
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'found it taken; choose another with --port',
  EACCES: 'found it reserved for the system; choose one above 1023 with --port',
  EADDRNOTAVAIL: 'found no such address on this machine; correct --host',
  ENOTFOUND: 'found no such host; correct --host',
};

async function started(
  start: () => Promise<RunningServer>,
  { host, port }: ServeChoice,
): Promise<RunningServer> {
  try {
    return await start();
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    const advice = ADVICE[code];
    if (advice === undefined) throw cause;
    throw new InputError(`Expected port ${port} of ${host} to be free, ${advice}`, { cause });
  }
}
