import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs the logger in a process of its own, since it writes to standard error itself. */
function logged(call: string): string {
  const module = JSON.stringify(join(import.meta.dirname, 'logger.ts'));
  const code = `import { createLogger } from ${module}; const log = createLogger('info'); ${call}`;
  const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  return stderr;
}

describe('createLogger()', () => {
  it('writes one JSON line to standard error', () => {
    const line = JSON.parse(logged("log.info({ rows: 3 }, 'Prepared')")) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 30, rows: 3, msg: 'Prepared' });
  });

  it('redacts feature values', () => {
    expect(logged("log.info({ batch: { values: [0.25], row: 'Ada' } }, 'x')")).not.toMatch(/0\.25|Ada/);
  });
});
