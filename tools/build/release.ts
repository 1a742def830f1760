/**
 * `node tools/build/release.ts NAME`: bundles every function of the stacks, with the native packages it needs for Linux on
 * x64, into `dist/releases/NAME/<app>.zip`. The same sources give the same bytes. They are uploaded to `releases/NAME/` of
 * an environment's data bucket.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { RELEASE, zippedApps } from '../../infra/src/synth/check-stacks.ts';
import { defaultStacks } from '../../infra/src/synth/default-stacks.ts';
import { zipOf } from '../install/zip-of.ts';

/** Binaries that lie in a package of their own, for one platform: package → the one that Lambda needs. */
const FOR_LAMBDA: Readonly<Record<string, string>> = {
  '@duckdb/node-bindings': '@duckdb/node-bindings-linux-x64',
  koffi: '@koromix/koffi-linux-x64',
};
/** Lambda takes no more, unzipped (quotas page). */
const MOST_BYTES = 250 * 2 ** 20;

const root = join(import.meta.dirname, '../..');
const [name] = process.argv.slice(2);
if (name === undefined || !RELEASE.test(name)) {
  process.stderr.write(
    `Expected a release of letters, digits, ".", "_" and "-", found "${name ?? ''}"; take a commit, for example\n`,
  );
  process.exit(2);
}
const target = join(root, 'dist/releases', name);
mkdirSync(target, { recursive: true });
for (const app of new Set([...defaultStacks().values()].flatMap(zippedApps))) {
  execFileSync(process.execPath, [join(root, 'tools/build/build.ts'), `apps/${app}`], { cwd: root });
  const bundle = join(root, 'dist/apps', app);
  addNativePackages(bundle);
  expectToStart(bundle);
  const files = readdirSync(bundle, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ name: relative(bundle, file), body: readFileSync(file), isDeflated: true }));
  const bytes = files.reduce((sum, { body }) => sum + body.length, 0);
  if (bytes > MOST_BYTES)
    throw new RangeError(`Expected ${app} to have ${MOST_BYTES} bytes at most, found ${bytes}`);
  const zip = zipOf(files);
  writeFileSync(join(target, `${app}.zip`), zip);
  const mb = (count: number): string => `${(count / 2 ** 20).toFixed(1)} MB`;
  process.stdout.write(`${app}.zip: ${mb(zip.length)}, unzipped ${mb(bytes)}\n`);
}

/** The function loads where nothing of the workspace is near. */
function expectToStart(bundle: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'engage-function-'));
  try {
    cpSync(bundle, folder, { recursive: true });
    const code =
      "const { handler } = await import('./main.mjs'); process.exit(typeof handler === 'function' ? 0 : 1);";
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function addNativePackages(bundle: string): void {
  const description = JSON.parse(readFileSync(join(bundle, 'package.json'), 'utf8')) as {
    readonly engageNativePackages: readonly string[];
  };
  const wanted = description.engageNativePackages.flatMap((its) => [its, FOR_LAMBDA[its] ?? its]);
  for (const its of wanted) {
    const from = join(root, 'node_modules', its);
    if (!existsSync(from))
      throw new Error(`Expected ${its} in node_modules, found none; build the release on Linux on x64`);
    cpSync(from, join(bundle, 'node_modules', its), { recursive: true, dereference: true });
  }
}
