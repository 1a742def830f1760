import { layoutOf } from './layout.ts';
import type { ObjectStore } from './object-store.ts';
import type { RunRequest } from './request.ts';
import { canonicalJson, runIdOf } from './run-id.ts';

/**
 * Opens a run: keeps what it was asked for under the id that follows from it. The same work again opens the same run, and
 * a request that was damaged is mended.
 */
export async function keepRequest(
  store: ObjectStore,
  unnamed: Omit<RunRequest, 'runId'>,
): Promise<RunRequest> {
  const request: RunRequest = { runId: runIdOf(unnamed), ...unnamed };
  const key = layoutOf(request.runId).request;
  const body = canonicalJson(request, true);
  const stands = (await store.exists(key)) && new TextDecoder().decode(await store.read(key)) === body;
  if (!stands) await store.write(key, body);
  return request;
}
