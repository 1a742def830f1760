import { isAbandoned, parseLockHolder, type RunContext, type StageOutcome } from '@engage/run';

/**
 * Removes what a killed attempt at this run left: files and folders ending in `.tmp`, and locks whose process
 * is gone. Nothing of another run and nothing finished is touched. What was removed goes to the log, not to
 * the marker, since it differs between runs of the same work.
 */
export async function cleanup(run: RunContext): Promise<StageOutcome> {
  const removed = await removeAbandoned(run);
  run.log.info({ runId: run.runId, removed }, 'Removed what was abandoned');
  return { counts: {}, artefacts: [] };
}

/** Removes temporary objects and abandoned locks of a run; returns how many. */
export async function removeAbandoned(run: RunContext): Promise<number> {
  const doomed = new Set<string>();
  for (const { key } of await run.store.list(run.layout.root)) {
    const temporary = temporaryPart(key, run.layout.root);
    if (temporary !== null) doomed.add(temporary);
    else if (isLock(key, run) && (await isLeft(run, key))) doomed.add(key);
  }
  for (const key of doomed) await run.store.remove(key);
  return doomed.size;
}

/** The key up to and with its first part that ends in `.tmp` (a folder keeps its `/`), or null. */
function temporaryPart(key: string, root: string): string | null {
  const parts = key.slice(root.length).split('/');
  const at = parts.findIndex((part) => part.endsWith('.tmp'));
  if (at < 0) return null;
  const path = root + parts.slice(0, at + 1).join('/');
  return at === parts.length - 1 ? path : `${path}/`;
}

function isLock(key: string, run: RunContext): boolean {
  return key === run.layout.lock || key.endsWith('.lock');
}

/** A lock of another host, or that cannot be read, is left alone. */
async function isLeft(run: RunContext, key: string): Promise<boolean> {
  const holder = parseLockHolder(new TextDecoder().decode(await run.store.read(key)));
  return holder !== null && isAbandoned(holder);
}
