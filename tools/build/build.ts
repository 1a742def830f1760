/**
 * `node tools/build/build.ts apps/lambda-prep`: bundles one project to dist/, as a Lambda or a container
 * gets it. What cannot be bundled (native bindings) stays outside and is listed in the bundle's package.json.
 */
import { build, type Metafile } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { companionsOf, entryPointsOf, nativePackagesOf, NATIVE_PACKAGES } from './bundle-plan.ts';

const project = process.argv[2];
if (project === undefined || !existsSync(join(project, 'package.json'))) {
  console.error(
    `Expected the folder of a project, found "${project ?? 'nothing'}"; try: build.ts apps/lambda-prep`,
  );
  process.exit(2);
}
const target = join('dist', project);
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const metafile = await bundle(entryPointsOf(project, existsSync));
const companions = companionsOf(metafile);
for (const [name, source] of Object.entries(companions.scripts)) await bundle({ [name]: source });
for (const folder of companions.folders) cpSync(folder, join(target, folder), { recursive: true });
const { name, version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Record<
  string,
  string
>;
const description = { name, version, type: 'module', engageNativePackages: nativePackagesOf(metafile) };
writeFileSync(join(target, 'package.json'), JSON.stringify(description, null, 2));

async function bundle(entryPoints: Readonly<Record<string, string>>): Promise<Metafile> {
  const result = await build({
    entryPoints: { ...entryPoints },
    outdir: target,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: [...NATIVE_PACKAGES],
    // Packages written as CommonJS ask for `require`, which a module does not have by itself.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  return result.metafile;
}
