import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the container's process with an environment; gives its exit code and what it said. */
function start(environment: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  const env = { ...process.env, ENGAGE_LOG_LEVEL: 'error', ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

describe('fargate-predict', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'fargate-predict-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it.each([
    [{ ENGAGE_STAGE: 'Predict' }, /runId/],
    [{ ENGAGE_STAGE: 'Nothing', ENGAGE_RUN_ID: '0123456789abcdef' }, /Expected the stage to be Predict/],
    [{ ENGAGE_STAGE: 'Predict', ENGAGE_RUN_ID: '0123456789abcdef' }, /Expected a run 0123456789abcdef/],
    [{ ENGAGE_STAGE: 'Predict', ENGAGE_THREADS: 'many' }, /ENGAGE_THREADS/],
  ])('ends with code 2 and says why for %j', async (environment, message) => {
    const { code, said } = await start({ ENGAGE_HOME: home, ...environment });
    expect(said).toMatch(message);
    expect(said).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});
