import { InputError } from '@engage/run';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LibraryFacts } from './from-wheel.ts';
import { installLibrary, type InstallOptions } from './install-library.ts';
import type { CommandResult, Machine } from './machine.ts';
import { zipOf } from './zip-of.ts';

const WHEEL = zipOf([
  { name: 'xgboost/__init__.py', body: new Uint8Array(9), isDeflated: true },
  { name: 'xgboost/lib/libxgboost.so', body: new TextEncoder().encode('the library'), isDeflated: true },
  { name: 'xgboost_cpu.libs/libgomp-e985.so.1.0.0', body: new Uint8Array([1, 2]), isDeflated: false },
]);
const APT_LIBRARY = '/usr/lib/x86_64-linux-gnu/libxgboost.so.0';
const INSTALLED_PATH = 'xgboost-9.9.9/xgboost/lib/libxgboost.so';

/** What a simulated machine has, and what it can get. */
interface Has {
  pip?: boolean;
  apt?: boolean;
  root?: boolean;
  /** What the index answers with; null when it cannot be reached. */
  wheel?: Buffer | null;
  platform?: string;
  libxgboost0?: boolean;
}

let folder: string;
let commands: string[];
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-library-'));
  commands = [];
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('installLibrary()', () => {
  it('takes the library that the environment names, without installing anything', () => {
    const named = join(folder, 'mine.so');
    writeFileSync(named, '');
    expect(install({ pip: true }, { env: { XGBOOST_LIBRARY: named } })).toBeNull();
    expect(commands).toEqual([]);
    expect(() => install({}, { env: { XGBOOST_LIBRARY: '/nowhere.so' } })).toThrow(InputError);
    const versionOf = (): string => {
      throw new Error('invalid ELF header');
    };
    expect(() => install({}, { env: { XGBOOST_LIBRARY: named }, versionOf })).toThrow('invalid ELF header');
  });

  it('unpacks the pinned wheel by pip, its shared libraries only, and records it', () => {
    const record = install({ pip: true, apt: true, root: true });
    expect(record).toEqual({ path: INSTALLED_PATH, version: '9.9.9', source: 'pip', pinned: '9.9.9' });
    expect(JSON.parse(readFileSync(join(folder, 'xgboost.json'), 'utf8'))).toEqual(record);
    expect(readFileSync(join(folder, INSTALLED_PATH), 'utf8')).toBe('the library');
    expect(filesOf(folder)).toEqual([
      INSTALLED_PATH,
      'xgboost-9.9.9/xgboost_cpu.libs/libgomp-e985.so.1.0.0',
      'xgboost.json',
    ]);
    expect(commands.filter((command) => command.startsWith('apt-get install'))).toEqual([]);
  });

  it('replaces what an earlier installation left', () => {
    install({ pip: true });
    writeFileSync(join(folder, INSTALLED_PATH), 'half');
    install({ pip: true });
    expect(readFileSync(join(folder, INSTALLED_PATH), 'utf8')).toBe('the library');
  });

  it('installs pip by apt where it may, and downloads then', () => {
    expect(install({ apt: true, root: true })).toMatchObject({ source: 'pip' });
    expect(commands).toContain('apt-get install -y -qq --no-install-recommends python3-pip');
  });

  it.each<[string, Has, RegExp]>([
    [
      'another hash',
      { wheel: Buffer.from('not the wheel') },
      /expected .* with SHA-256 .* found .*; refused/,
    ],
    ['no network', { wheel: null }, /pip download failed \(no such host\)/],
    ['a platform without a wheel', { platform: 'linux-riscv64' }, /found linux-riscv64: no wheel is pinned/],
  ])("falls back to apt's library on %s, says why, and leaves no half download", (_, has, reason) => {
    const record = install({ pip: true, apt: true, root: true, ...has });
    expect(record).toEqual({ path: APT_LIBRARY, version: '1.7.4', source: 'apt', pinned: '9.9.9' });
    expect(said.at(-1)).toMatch(reason);
    expect(filesOf(folder)).toEqual(['xgboost.json']);
  });

  it("falls back to apt's library when the wheel's cannot be loaded", () => {
    const versionOf = (path: string): string => {
      if (path === APT_LIBRARY) return '1.7.4';
      throw new Error("version 'GLIBC_2.28' not found");
    };
    expect(install({ pip: true, apt: true, root: true }, { versionOf })).toMatchObject({ source: 'apt' });
    expect(said.at(-1)).toMatch("version 'GLIBC_2.28' not found");
  });

  it("finds apt's library without root when it is installed already", () => {
    expect(install({ libxgboost0: true })).toMatchObject({ path: APT_LIBRARY, source: 'apt' });
  });

  it('says everything that was tried, and what to do, when there is no way', () => {
    const attempt = (): unknown => install({ apt: true });
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(
      /pip: installing python3-pip takes root.*apt: installing libxgboost0 takes root/s,
    );
    expect(attempt).toThrow(/XGBOOST_LIBRARY at a libxgboost/);
    expect(() => install({ pip: true, wheel: null })).toThrow(/pip download failed.*no apt-get/s);
    expect(existsSync(join(folder, 'xgboost.json'))).toBe(false);
  });
});

function install(has: Has, more: Partial<InstallOptions> = {}) {
  const versionOf = (path: string): string => (path === APT_LIBRARY ? '1.7.4' : '9.9.9');
  const say = (line: string): void => void said.push(line);
  return installLibrary({
    facts: FACTS,
    folder,
    env: {},
    machine: machineWith(has),
    versionOf,
    say,
    ...more,
  });
}

const FACTS: LibraryFacts = {
  version: '9.9.9',
  pythonVersion: '3.12',
  wheels: {
    'linux-x64': {
      package: 'xgboost-cpu',
      file: 'xgboost_cpu-9.9.9-py3-none-any.whl',
      sha256: createHash('sha256').update(WHEEL).digest('hex'),
      library: 'xgboost/lib/libxgboost.so',
    },
  },
};

function machineWith(has: Has): Machine {
  const packages = new Set<string>([
    ...(has.pip ? ['python3-pip'] : []),
    ...(has.libxgboost0 ? ['libxgboost0'] : []),
  ]);
  const done = (output = ''): CommandResult => ({ ok: true, output });
  const failed = (output: string): CommandResult => ({ ok: false, output });
  const run = (command: string, args: readonly string[]): CommandResult => {
    commands.push([command, ...args].join(' '));
    const isPip = command === 'python3' && args[1] === 'pip' && packages.has('python3-pip');
    if (isPip && args[2] === '--version') return done('pip 23.0');
    if (isPip && args[2] === 'download') {
      if (has.wheel === null) return failed('Retrying\nno such host');
      const target = args[args.indexOf('--dest') + 1] ?? '';
      writeFileSync(join(target, 'xgboost_cpu-9.9.9-py3-none-any.whl'), has.wheel ?? WHEEL);
      return done();
    }
    if (command === 'apt-get' && has.apt) {
      if (args[0] === 'install') packages.add(args.at(-1) ?? '');
      return done();
    }
    if (command === 'dpkg' && packages.has(args[1] ?? '')) return done(`/usr/share/doc\n${APT_LIBRARY}`);
    return failed(`${command}: not found`);
  };
  return { platform: has.platform ?? 'linux-x64', isRoot: has.root ?? false, run };
}

function filesOf(below: string): string[] {
  return readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(below.length + 1))
    .sort();
}
