import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { aptInstall } from './from-apt.ts';
import { lastLine, type Machine } from './machine.ts';
import { readZip } from './unzip.ts';

/** `native-library.json`: which library is pinned, and the wheel that carries it for each platform. */
export interface LibraryFacts {
  readonly version: string;
  /** The oldest Python that the wheel declares; pip hides it from older ones unless told. */
  readonly pythonVersion: string;
  readonly wheels: Readonly<Record<string, Wheel>>;
}

interface Wheel {
  readonly package: string;
  readonly file: string;
  readonly sha256: string;
  /** Path of the library inside of the wheel. */
  readonly library: string;
}

/**
 * Downloads the pinned wheel by pip, checks its hash and unpacks it; nothing stays behind when any step fails.
 *
 * @returns the library's path below the folder
 * @throws Error with the reason
 */
export function fromWheel(facts: LibraryFacts, folder: string, machine: Machine): string {
  const wheel = facts.wheels[machine.platform];
  if (!wheel)
    throw new Error(
      `expected one of ${Object.keys(facts.wheels).join(', ')}, found ${machine.platform}: no wheel is pinned`,
    );
  const python = pythonWithPip(machine);
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'download-'));
  try {
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:'];
    const pinned = [
      '--python-version',
      facts.pythonVersion,
      '--dest',
      scratch,
      `${wheel.package}==${facts.version}`,
    ];
    const { ok, output } = machine.run(python, [...args, ...pinned]);
    if (!ok) throw new Error(`pip download failed (${lastLine(output)})`);
    const file = readdirSync(scratch).find((name) => name.endsWith('.whl'));
    if (!file) throw new Error('expected a wheel from pip, found none');
    const archive = readFileSync(join(scratch, file));
    const sha256 = createHash('sha256').update(archive).digest('hex');
    if (sha256 !== wheel.sha256)
      throw new Error(
        `expected ${wheel.file} with SHA-256 ${wheel.sha256}, found ${file} with ${sha256}; refused`,
      );
    const target = `xgboost-${facts.version}`;
    unpackLibraries(archive, join(scratch, target));
    if (!existsSync(join(scratch, target, wheel.library)))
      throw new Error(`expected ${wheel.library} in ${file}, found none`);
    rmSync(join(folder, target), { recursive: true, force: true });
    renameSync(join(scratch, target), join(folder, target));
    return `${target}/${wheel.library}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Shared libraries only, in the folders of the wheel: they find each other by relative paths. */
function unpackLibraries(archive: Buffer, target: string): void {
  for (const entry of readZip(archive)) {
    if (!/\.(so|dylib)(\.[\d.]+)?$/.test(entry.name)) continue;
    const path = join(target, entry.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, entry.read());
  }
}

/** A Python that has pip, installed by apt where that is allowed. */
function pythonWithPip(machine: Machine): string {
  const candidates = ['python3', 'python', '/usr/bin/python3'];
  const find = (): string | undefined =>
    candidates.find((python) => machine.run(python, ['-m', 'pip', '--version']).ok);
  const found = find();
  if (found) return found;
  aptInstall(machine, 'python3-pip');
  const installed = find();
  if (!installed) throw new Error('expected pip after installing python3-pip, found none');
  return installed;
}
