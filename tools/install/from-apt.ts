import { lastLine, type Machine } from './machine.ts';

/**
 * Debian's own library: older, but complete. Installed when it is not there yet.
 *
 * @returns its absolute path
 * @throws Error with the reason
 */
export function fromApt(machine: Machine): string {
  const find = (): string | undefined =>
    machine
      .run('dpkg', ['-L', 'libxgboost0'])
      .output.split('\n')
      .find((line) => /^\/.*\/libxgboost\.so(\.\d+)*$/.test(line));
  const found = find();
  if (found) return found;
  aptInstall(machine, 'libxgboost0');
  const installed = find();
  if (!installed) throw new Error('expected libxgboost.so in libxgboost0, found none');
  return installed;
}

/** Installs a Debian package; throws an Error with the reason when that is not possible. */
export function aptInstall(machine: Machine, name: string): void {
  if (!machine.run('apt-get', ['--version']).ok) throw new Error(`no apt-get to install ${name} with`);
  if (!machine.isRoot) throw new Error(`installing ${name} takes root: run "sudo apt-get install ${name}"`);
  machine.run('apt-get', ['update', '-qq']);
  const { ok, output } = machine.run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
  if (!ok) throw new Error(`apt-get install ${name} failed (${lastLine(output)})`);
}
