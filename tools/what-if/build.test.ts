import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('what-if/build.ts', () => {
  it('gives the committed bytes again', () => {
    const build = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts'), '--check'], {
      encoding: 'utf8',
    });
    expect(build.stderr).toBe('');
    expect(build.status).toBe(0);
  });
});
