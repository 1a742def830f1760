import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LAUNCHER = join(import.meta.dirname, '..', 'engage.mjs');
/** Makes the launcher believe that it runs on another Node. */
const PRETEND = "Object.defineProperty(process.versions, 'node', { value: '20.11.0' });";

function launch(launcher: string, args: readonly string[], pretend: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  writeFileSync(join(folder, 'pretend.mjs'), PRETEND);
  const before = pretend ? ['--import', join(folder, 'pretend.mjs')] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...before, launcher, ...args], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return { status, stdout, stderr };
}

describe('engage.mjs', () => {
  it.each([false, true])('runs the command, on an older Node through the locked one (%s)', (older) => {
    const { status, stdout, stderr } = launch(LAUNCHER, ['--version'], older);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
    expect(status).toBe(0);
    expect(launch(LAUNCHER, ['nothing-of-the-kind'], older).status).toBe(2);
  });

  it('says what to do when there is no Node that reads TypeScript', () => {
    const folder = mkdtempSync(join(tmpdir(), 'launcher-bare-'));
    const bare = join(folder, 'apps', 'cli', 'engage.mjs');
    cpSync(LAUNCHER, bare);
    symlinkSync(join(import.meta.dirname), join(folder, 'apps', 'cli', 'src'));
    const { status, stderr } = launch(bare, ['--version'], true);
    rmSync(folder, { recursive: true });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Expected Node 24 or newer, found 20\.11\.0 .*; run npm start once/);
  });
});
