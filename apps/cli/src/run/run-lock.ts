import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { makeFolder } from '@engage/adapters/folder';
import { InputError, isAbandoned, parseLockHolder, thisProcess, type LockHolder } from '@engage/run';

/** Another process is at work on the run: nothing about the input is wrong. */
export class RunLockedError extends InputError {}

/** A lock that is held. */
export interface RunLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a run, so that no two processes work on it at once. One whose process is gone is abandoned
 * and taken over.
 *
 * @param path of `lock.json` in the run's folder
 * @throws RunLockedError that names the holder when the run is under way elsewhere
 */
export async function lockRun(path: string): Promise<RunLock> {
  await makeFolder(dirname(path));
  for (let attempt = 0; ; attempt += 1) {
    if (await create(path)) return { release: () => rm(path, { force: true }) };
    const holder = await holderOf(path);
    if (holder && !isAbandoned(holder)) throw new RunLockedError(heldBy(holder, path));
    if (attempt >= 3)
      throw new RunLockedError(`Expected to take the lock ${path}, found it taken each time; remove it`);
    await setAside(path, holder);
  }
}

/** Who holds the lock of a run, or null when nobody does. */
export async function holderOf(path: string): Promise<LockHolder | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  // No lock of ours: nobody can be asked.
  return parseLockHolder(text) ?? { pid: -1, host: hostname(), startedAt: '', processStart: null };
}

/** Makes the lock with its content at once: a link never shows half of a file, and fails where one stands. */
async function create(path: string): Promise<boolean> {
  const part = temporary(path);
  await writeFile(part, `${JSON.stringify(thisProcess(), null, 2)}\n`);
  try {
    await link(part, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}

/** Removes an abandoned lock, unless another process has replaced it meanwhile. */
async function setAside(path: string, abandoned: LockHolder | null): Promise<void> {
  const aside = temporary(path);
  try {
    await rename(path, aside);
    const found = await holderOf(aside);
    if (found?.pid !== abandoned?.pid || found?.startedAt !== abandoned?.startedAt) await link(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function temporary(path: string): string {
  return `${path}.${randomUUID().slice(0, 8)}.tmp`;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function heldBy({ pid, host, startedAt }: LockHolder, path: string): string {
  return (
    `Expected nobody at work on this run, found process ${pid} on ${host} since ${startedAt}; ` +
    `wait for it, or remove ${path} if it is gone`
  );
}
