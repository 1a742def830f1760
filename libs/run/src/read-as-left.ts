import type { RunContext } from './context.ts';
import { InputError } from './input-error.ts';
import type { Artefact } from './stage.ts';

/**
 * A file of another run, as the stage that made it left it.
 *
 * @throws InputError when it is gone or changed
 */
export async function readAsLeft(
  { store, layout, runId }: Pick<RunContext, 'store' | 'layout' | 'runId'>,
  { key, sha256 }: Artefact,
): Promise<Uint8Array> {
  const from = layout.root + key;
  const found = (await store.exists(from)) ? await store.sha256(from) : 'nothing';
  if (found === sha256) return store.read(from);
  throw new InputError(
    `Expected ${store.location(from)} as its run left it (SHA-256 ${sha256}), found ${found}; give the command that began run ${runId} again, or score with the models of another`,
  );
}
