import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { InputError } from '@engage/run';
import { z } from 'zod';

const lockSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  startedAt: z.string(),
  /** When the process began, as its kernel counts: tells a process from a later one of the same number. */
  processStart: z.string().nullable(),
});

/** Who works on a run. */
export type LockHolder = z.infer<typeof lockSchema>;

/** A lock that is held. */
export interface RunLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a run, so that no two processes work on it at once. One whose process is gone is abandoned
 * and taken over.
 *
 * @param path of `lock.json` in the run's folder
 * @throws InputError that names the holder when the run is under way elsewhere
 */
export async function lockRun(path: string): Promise<RunLock> {
  await mkdir(dirname(path), { recursive: true });
  for (let attempt = 0; ; attempt += 1) {
    if (await create(path)) return { release: () => rm(path, { force: true }) };
    const holder = await holderOf(path);
    if (holder && !isAbandoned(holder)) throw new InputError(heldBy(holder, path));
    if (attempt >= 3)
      throw new InputError(`Expected to take the lock ${path}, found it taken each time; remove it`);
    await rm(path, { force: true });
  }
}

/** Who holds the lock of a run, or null when nobody does. */
export async function holderOf(path: string): Promise<LockHolder | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    // Half written by a process that was killed at that very moment.
    return { pid: -1, host: hostname(), startedAt: '', processStart: null };
  }
}

/** Whether the process that took the lock is gone; of another host that cannot be known. */
export function isAbandoned(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid <= 0 || !isAlive(holder.pid)) return true;
  return holder.processStart !== null && holder.processStart !== processStart(holder.pid);
}

async function create(path: string): Promise<boolean> {
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    processStart: processStart(process.pid),
  };
  try {
    const file = await open(path, 'wx');
    await file.writeFile(`${JSON.stringify(holder, null, 2)}\n`);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function heldBy({ pid, host, startedAt }: LockHolder, path: string): string {
  return (
    `Expected nobody at work on this run, found process ${pid} on ${host} since ${startedAt}; ` +
    `wait for it, or remove ${path} if it is gone`
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted means that it is there, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Clock ticks from the machine's start to the process's, on Linux (proc(5), field 22); null elsewhere. */
function processStart(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
