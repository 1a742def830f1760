import { createHash } from 'node:crypto';
import type { RunLayout } from './layout.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * The version of a run's models, twelve hex digits over their own bytes: another model is another version.
 *
 * @param models their names, in the contract's order
 */
export async function modelVersionOf(
  store: ObjectStore,
  layout: RunLayout,
  models: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const name of models) hash.update(await store.sha256(layout.model(name, 'model.ubj')));
  return hash.digest('hex').slice(0, 12);
}
