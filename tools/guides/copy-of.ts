import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Packages of this workspace: links to folders beside `node_modules`, which have to lead into the copy. */
const SCOPE = '@engage';

/**
 * Copies what git knows or would know of a repository, uncommitted changes included. Packages of others are linked to;
 * those of the workspace are the copy's own.
 */
export function copyOf(root: string, target: string): void {
  const { stdout, status, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  if (status !== 0) throw new Error(`Expected the files of a repository, found: ${stderr}`);
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(root, file), join(target, file));
  }
  const modules = join(target, 'node_modules');
  mkdirSync(join(modules, SCOPE), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== SCOPE) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const folder of ['apps', 'libs'])
    for (const name of readdirSync(join(target, folder))) {
      symlinkSync(join('../..', folder, name), join(modules, SCOPE, name));
      const own = join(folder, name, 'node_modules');
      if (existsSync(join(root, own))) symlinkSync(join(root, own), join(target, own));
    }
  symlinkSync('../../infra', join(modules, SCOPE, 'infra'));
}
