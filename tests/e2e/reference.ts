import { cpSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engage, latestOf } from './engage.ts';

/** Customers of the run that end-to-end tests compare others with: enough for a holdout of both classes. */
export const CUSTOMERS = 1500;
const ORDER = ['--customers', String(CUSTOMERS), '--seed', '7'];

/** A finished run on generated customers. */
export interface Reference {
  readonly folder: string;
  readonly home: string;
  readonly runId: string;
  /** The run's folder. */
  readonly run: string;
  /** What the command printed. */
  readonly said: string;
}

/** Generates and runs in a home of its own, or again in one that is given. */
export function startIn(home: string, threads: number): ReturnType<typeof engage> {
  return engage(['start', ...ORDER, '--home', home], { ENGAGE_THREADS: String(threads) });
}

/** Makes the finished run, on two threads. */
export async function makeReference(): Promise<Reference> {
  const folder = await mkdtemp(join(tmpdir(), 'engage-e2e-'));
  const home = join(folder, 'reference');
  const { code, out, err } = await startIn(home, 2);
  expect([code, err]).toEqual([0, expect.not.stringContaining('✗')]);
  const runId = latestOf(home);
  return { folder, home, runId, run: join(home, 'runs', runId), said: out };
}

/** Removes it and every home beside it. */
export function removeReference({ folder }: Reference): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A home with the same generated data and no runs. */
export function homeWithData({ folder, home }: Reference, name: string): string {
  const copy = join(folder, name);
  for (const part of ['raw', 'truth', 'generation.json'])
    cpSync(join(home, part), join(copy, part), { recursive: true });
  return copy;
}
