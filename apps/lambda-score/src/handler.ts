import { createFolderStore } from '@engage/adapters/folder';
import { createLogger, type Logger } from '@engage/observability';
import type { Variables } from '@engage/runtime';
import { loadModels } from '@engage/scoring';
import { createApi, DEFAULT_LIMITS, problemResponse, type Api, type ApiResponse } from '@engage/serving';
import { createScorer, readForest } from '@engage/trees';
import { scoreEnvironment } from './environment.ts';
import { requestOf } from './event.ts';

/** Customers of a request: an answer of a function may have 6 MB at most. */
const MAX_ROWS = 500;

/** What API Gateway makes an HTTP answer of. */
export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** A function behind API Gateway. */
export type GatewayHandler = (event: unknown) => Promise<GatewayAnswer>;

/**
 * The scoring API as a function: the models are loaded when the function starts, and tried again with the next event
 * where that failed.
 *
 * @param variables `process.env`
 * @throws InputError from the handler when the event is none of API Gateway's
 */
export function gatewayHandler(variables: Variables): GatewayHandler {
  let loading = open(variables);
  // Told with the first event.
  loading.catch(() => undefined);
  return async (event) => {
    const request = requestOf(event);
    const begin = performance.now();
    const { api, log } = await loading.catch((error: unknown) => {
      loading = open(variables);
      loading.catch(() => undefined);
      // The environment may be what is wrong, so that its level of the log is taken by its word alone.
      const log = createLogger(variables['ENGAGE_LOG_LEVEL'] === 'silent' ? 'silent' : 'error');
      log.error({ error: nameOf(error) }, error instanceof Error ? error.message : 'Failed');
      return { api: null, log };
    });
    const answer = api ? await api.handle(request) : notReady();
    const ms = Math.round((performance.now() - begin) * 1000) / 1000;
    log.info({ status: answer.status, rows: answer.rows ?? 0, ms }, 'Answered');
    const { status: statusCode, headers, body } = answer;
    return { statusCode, headers, body: request.method === 'HEAD' ? '' : body, isBase64Encoded: false };
  };
}

async function open(variables: Variables): Promise<{ readonly api: Api; readonly log: Logger }> {
  const { home, logLevel, runId } = scoreEnvironment(variables);
  const log = createLogger(logLevel);
  const models = await loadModels({
    store: createFolderStore(home),
    runId,
    createScorer: (bytes) => createScorer(readForest(bytes)),
  });
  const onError = (error: unknown) => log.error({ error: nameOf(error) }, 'Failed');
  return { api: createApi(models, { limits: { ...DEFAULT_LIMITS, maxRows: MAX_ROWS }, onError }), log };
}

function notReady(): ApiResponse {
  return problemResponse(
    'not-ready',
    'Expected the models of a finished run, found none that can be used; the log says why',
    {
      headers: { 'retry-after': '5' },
    },
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
