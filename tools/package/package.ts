/**
 * `node tools/package/package.ts libs/trees`: writes a library as others install it, plain JavaScript with its types, to
 * the `outDir` of its tsconfig.package.json. What the compiler does not reach from there is not part of the package.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Description {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const project = process.argv[2];
if (project === undefined || !existsSync(join(project, 'tsconfig.package.json'))) {
  console.error(
    `Expected the folder of a library with a tsconfig.package.json, found "${project ?? 'nothing'}"; try: package.ts libs/trees`,
  );
  process.exit(2);
}
const settings = readJson<{ compilerOptions: { outDir: string } }>(join(project, 'tsconfig.package.json'));
const target = join(project, settings.compilerOptions.outDir);
rmSync(target, { recursive: true, force: true });
try {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', join(project, 'tsconfig.package.json')];
  execFileSync(process.execPath, compiler, { stdio: 'inherit' });
} catch {
  process.exit(1); // The compiler has said why.
}
writeFileSync(join(target, 'package.json'), `${JSON.stringify(descriptionOf(project), null, 2)}\n`);
copyFileSync('LICENSE', join(target, 'LICENSE'));
const readme = readFileSync(join(project, 'README.md'), 'utf8');
writeFileSync(join(target, 'README.md'), withoutLinksToWorkspace(readme));

/** The workspace's description without what only the workspace needs; its exports are the compiled files. */
function descriptionOf(folder: string): unknown {
  const { name, version, description, license, exports, dependencies } = readJson<Description>(
    join(folder, 'package.json'),
  );
  const { engines } = readJson<{ engines: unknown }>('package.json');
  const compiled = Object.entries(exports).map(([path, source]) => {
    const stem = source.replace(/\.ts$/, '');
    return [path, { types: `${stem}.d.ts`, default: `${stem}.js` }];
  });
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    exports: Object.fromEntries(compiled),
    ...(dependencies && { dependencies }),
  };
}

/** Links to other parts of the workspace lead nowhere from a package: their words stay. */
function withoutLinksToWorkspace(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]*)\]\(\.\.\/[^)]*\)/g, '$1');
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
