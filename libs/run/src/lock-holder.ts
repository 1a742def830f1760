import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string().default(''),
  /** When the process began, as its kernel counts: tells a process from a later one of the same number. */
  processStart: z.string().nullable().default(null),
});

/** The process that holds a lock. */
export type LockHolder = z.infer<typeof holderSchema>;

/** What a lock file says, or null when it is no lock of ours. */
export function parseLockHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** This process as the holder of a lock. */
export function thisProcess(): LockHolder {
  const { pid } = process;
  return { pid, host: hostname(), startedAt: new Date().toISOString(), processStart: processStart(pid) };
}

/** Whether the process that took the lock is gone; of another host that cannot be known. */
export function isAbandoned({ host, pid, processStart: start }: LockHolder): boolean {
  if (host !== hostname()) return false;
  // Numbers below 1 mean groups of processes to the kernel, and no process.
  if (pid < 1 || !isAlive(pid)) return true;
  return start !== null && start !== processStart(pid);
}

/** Signal 0 asks whether a process is there; "not permitted" means that it is, under another user. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
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
