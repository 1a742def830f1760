import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { handler as entry } from './main.ts';

describe('lambda-results', () => {
  const before = { ...process.env };
  let handler: typeof entry;
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'lambda-results-'));
    Object.assign(process.env, { ENGAGE_HOME: home, ENGAGE_LOG_LEVEL: 'silent' });
    ({ handler } = await import('./main.ts'));
  });
  afterAll(async () => {
    process.env = before;
    await rm(home, { recursive: true, force: true });
  });

  it.each([
    [{ stage: 'Results' }, /runId/],
    [{ stage: 'Nothing', runId: '0123456789abcdef' }, /Expected the stage to be Results, found "Nothing"/],
    [
      { stage: 'Results', runId: '0123456789abcdef', table: '', truth: '' },
      /Expected a run 0123456789abcdef .* found none/,
    ],
    ['0123456789abcdef', /Expected an event/],
  ])('refuses %j as bad input, by name', async (event, message) => {
    await expect(handler(event)).rejects.toThrow(message);
    await expect(handler(event)).rejects.toMatchObject({ name: 'InputError' });
  });
});
