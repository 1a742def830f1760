import { canonicalJson, InputError, ObjectNotFoundError, type RunContext } from '@engage/run';

/**
 * Reads a JSON file that an earlier stage of the run wrote.
 *
 * @param stage the stage that writes it, for the message
 * @throws InputError when it is not there
 */
export async function readJson(run: RunContext, key: string, stage: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readBytes(run, key, stage)));
}

/**
 * Reads a file that an earlier stage of the run wrote.
 *
 * @param stage the stage that writes it, for the message
 * @throws InputError when it is not there
 */
export async function readBytes(run: RunContext, key: string, stage: string): Promise<Uint8Array> {
  try {
    return await run.store.read(key);
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
    throw new InputError(
      `Expected ${run.store.location(key)}, which the stage ${stage} writes, found none; run ${stage} first`,
      { cause: error },
    );
  }
}

/** Writes JSON with sorted keys, so that equal values are equal bytes. */
export async function writeJson(run: RunContext, key: string, value: unknown): Promise<void> {
  await run.store.write(key, `${canonicalJson(value, true)}\n`);
}
