import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, type LockHolder } from '@engage/run';
import { holderOf, lockRun } from './run-lock.ts';

/** A number that no process has: above the largest that Linux gives. */
const NO_PROCESS = 2 ** 22 + 1;

describe('lockRun()', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    path = join(folder, 'runs', 'x', 'lock.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const holder = (change: Partial<LockHolder>): LockHolder => ({
    pid: process.pid,
    host: hostname(),
    startedAt: '2026-03-01T00:00:00.000Z',
    processStart: null,
    ...change,
  });

  it('takes the lock, says who holds it, and gives it back', async () => {
    const lock = await lockRun(path);
    expect(await holderOf(path)).toMatchObject({ pid: process.pid, host: hostname() });
    await expect(lockRun(path)).rejects.toThrow(InputError);
    await expect(lockRun(path)).rejects.toThrow(new RegExp(`found process ${process.pid} on`));
    await lock.release();
    expect(existsSync(path)).toBe(false);
    await (await lockRun(path)).release();
  });

  it('lets exactly one of many through', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockRun(path)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['of a process that is gone', JSON.stringify(holder({ pid: NO_PROCESS }))],
    ['of an earlier process of the same number', JSON.stringify(holder({ processStart: '1' }))],
    ['half written', '{"pid": 12'],
  ])('takes over a lock %s', async (_, body) => {
    await (await lockRun(path)).release();
    writeFileSync(path, body);
    await lockRun(path);
    expect(readFileSync(path, 'utf8')).toContain(`"pid": ${process.pid}`);
  });
});
