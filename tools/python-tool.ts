import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs a program from PyPI into a virtual environment of its own below `.cache`, once a version.
 *
 * @param requirement `checkov==3.3.30`, for example
 * @returns the folder of its programs
 */
export function pythonTool(requirement: string): string {
  const folder = join(import.meta.dirname, '../.cache/python', requirement.replaceAll(/[^\w.-]+/g, '-'));
  const bin = join(folder, 'bin');
  // Written last: an installation that was interrupted is made again.
  const done = join(folder, 'installed');
  if (existsSync(done)) return bin;
  run('python3', ['-m', 'venv', '--clear', folder]);
  run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', requirement]);
  run('touch', [done]);
  return bin;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
