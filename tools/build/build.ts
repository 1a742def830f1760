/**
 * `node tools/build/build.ts apps/lambda-prep`: bundles one project to dist/, as a Lambda or a container
 * gets it. What cannot be bundled (native bindings) stays outside and is listed in the bundle's package.json.
 */
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryPointsOf, NATIVE_PACKAGES } from './entry-points.ts';

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
const { metafile } = await build({
  entryPoints: entryPointsOf(project, existsSync),
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
const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const imported = new Set(
  Object.values(metafile.outputs).flatMap((output) =>
    output.imports.filter((item) => item.external).map((item) => item.path),
  ),
);
const natives = NATIVE_PACKAGES.filter((name) => imported.has(name));
writeFileSync(
  join(target, 'package.json'),
  JSON.stringify(
    { name: manifest.name, version: manifest.version, type: 'module', engageNativePackages: natives },
    null,
    2,
  ),
);
