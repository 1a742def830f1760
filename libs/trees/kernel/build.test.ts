import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('kernel/build.ts', () => {
  it('gives the committed bytes again', () => {
    // The compiler is an ES module with a top-level await, so it runs in a process of its own.
    const build = spawnSync(process.execPath, [join(__dirname, 'build.ts'), '--check'], { encoding: 'utf8' });

    expect(build.stderr).toBe('');
    expect(build.status).toBe(0);
  });

  it('names the kernels it knows', () => {
    const build = spawnSync(process.execPath, [join(__dirname, 'build.ts'), 'nonsense'], {
      encoding: 'utf8',
    });

    expect(build.stderr).toMatch(/^Expected one of score.*, found "nonsense"\n$/);
    expect(build.status).toBe(1);
  });
});
