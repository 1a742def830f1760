import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Writes what `npm ci` leaves behind, or fails when told to, and notes that it ran. */
const FAKE_NPM = `#!/bin/sh
echo "$@" >> npm-calls.txt
if [ -f npm-fails ]; then echo "npm error code ENETDOWN" >&2; exit 1; fi
mkdir -p node_modules/.bin && echo '{}' > node_modules/.package-lock.json
printf '#!/bin/sh\\necho "$@" >> node-calls.txt\\nmkdir -p .native && printf "library" > .native/lib.so\\nprintf "{\\\\"path\\\\":\\\\"lib.so\\\\",\\\\"pinned\\\\":\\\\"3.4.1\\\\"}" > .native/xgboost.json\\n' > node_modules/.bin/node
chmod +x node_modules/.bin/node
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(root, 'tools/install'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  for (const file of ['install.mjs', 'native-library.json'])
    copyFileSync(join(import.meta.dirname, file), join(root, 'tools/install', file));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'bin/npm'), FAKE_NPM);
  chmodSync(join(root, 'bin/npm'), 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('install.mjs', () => {
  it('installs packages, then the library, and does nothing the second time', () => {
    const first = run();
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/^Installing packages .*\nInstalled packages in \d+ s\n$/);
    expect(calls('npm')).toEqual(['ci --no-audit --no-fund --loglevel=error']);
    expect(calls('node')).toHaveLength(1);
    const second = run();
    expect(second).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(calls('npm')).toHaveLength(1);
    expect(calls('node')).toHaveLength(1);
  });

  it('leaves the library alone until it is asked for', () => {
    expect(run({}, []).status).toBe(0);
    expect(calls('npm')).toHaveLength(1);
    expect(() => calls('node')).toThrow('ENOENT');
    run();
    expect(calls('npm')).toHaveLength(1);
    expect(calls('node')).toHaveLength(1);
  });

  it('installs packages anew when the lock file is newer, without the library that is there', () => {
    run();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'package-lock.json'), later, later);
    run();
    expect(calls('npm')).toHaveLength(2);
    expect(calls('node')).toHaveLength(1);
  });

  it('asks for the library again when its file is gone or another version is pinned', () => {
    run();
    rmSync(join(root, '.native/lib.so'));
    run();
    expect(calls('node')).toHaveLength(2);
    const facts = join(root, 'tools/install/native-library.json');
    writeFileSync(facts, readFileSync(facts, 'utf8').replace('"3.4.1"', '"3.5.0"'));
    run();
    expect(calls('node')).toHaveLength(3);
  });

  it('leaves a library that the environment names alone', () => {
    const named = join(root, 'mine.so');
    writeFileSync(named, '');
    expect(run({ XGBOOST_LIBRARY: named }).status).toBe(0);
    expect(calls('npm')).toHaveLength(1);
    expect(() => calls('node')).toThrow('ENOENT');
  });

  it("shows npm's lines when it fails", () => {
    writeFileSync(join(root, 'npm-fails'), '');
    const failed = run();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/ENETDOWN[^]*Installing packages failed/);
  });

  it('says so when there is no npm', () => {
    rmSync(join(root, 'bin/npm'));
    const failed = run({ PATH: join(root, 'bin') });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch('Expected npm beside Node, found none that runs');
  });
});

function run(env: Record<string, string> = {}, args: readonly string[] = ['--xgboost']) {
  const path = [join(root, 'bin'), process.env['PATH']].join(delimiter);
  return spawnSync(process.execPath, [join(root, 'tools/install/install.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, XGBOOST_LIBRARY: '', PATH: path, ...env },
  });
}

function calls(program: 'npm' | 'node'): string[] {
  return readFileSync(join(root, `${program}-calls.txt`), 'utf8')
    .trim()
    .split('\n');
}
