/**
 * `npx node tools/package/check.ts`: packs @engage/trees, installs it without a network outside of the workspace, and
 * expects of it there what the sources give, in Node 20 and 24, in a bundle for Node and in one for the browser. Needs a
 * Node 20 on the path, besides the one that runs this.
 */
import { build, type BuildOptions } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { createScorer, readForest } from '@engage/trees';
import { goldenModels } from '../../libs/trees/src/testing/golden-models.ts';
import { snippetsOf } from '../../tests/docs/snippets.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGE = join(ROOT, 'dist/packages/trees');
/** As strict as a reader's compiler may be, with nothing of Node's types. */
const CONSUMER = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};
let [passed, failed] = [0, 0];

const folder = mkdtempSync(join(tmpdir(), 'engage-trees-'));
try {
  const node20 = nodeOf(20);
  install();
  compileConsumers();
  await bundleForNode();
  compareRuns(node20);
  await compareInBrowser();
} catch (error) {
  failed += 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function install(): void {
  run('npx', ['--no-install', 'nx', 'run', '@engage/trees:package'], ROOT);
  const packed = run('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder], ROOT);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  const strays = files.filter(
    ({ path }) => !/\.js$|\.d\.ts$|^(README\.md|LICENSE|package\.json)$/.test(path),
  );
  compare('files of another kind', strays.map(({ path }) => path).join(), '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  run('npm', ['install', '--offline', '--ignore-scripts', `./${filename}`], folder);
  const { private: isPrivate } = JSON.parse(
    readFileSync(join(folder, 'node_modules/@engage/trees/package.json'), 'utf8'),
  ) as { private?: boolean };
  compare('private', String(isPrivate), 'undefined');
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  compare('what is installed', Object.keys(packages).join(), ',node_modules/@engage/trees');
}

/** Compiles against the declarations, which are checked themselves. */
function compileConsumers(): void {
  writeFileSync(join(folder, 'example.ts'), readmeExample().code);
  copyFileSync(join(import.meta.dirname, 'consumer.ts'), join(folder, 'consumer.ts'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: CONSUMER }));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  compare('complaints of the compiler', stdout, '');
}

/** As a reader's bundler does it; called as one of the package's own files is. */
async function bundleForNode(): Promise<void> {
  const files = join(folder, 'node_modules/@engage/trees/src');
  const options: BuildOptions = { bundle: true, platform: 'node', format: 'esm', target: 'node20' };
  const target = join(folder, 'bundle/src');
  const bundles = {
    'train.js': join(folder, 'consumer.js'),
    'trees-worker.mjs': join(files, 'workers/worker.js'),
    'trees-train-worker.mjs': join(files, 'train/train-worker.js'),
  };
  for (const [name, source] of Object.entries(bundles))
    await build({ ...options, entryPoints: [source], outfile: join(target, name) });
}

function compareRuns(node20: string): void {
  // Inside the workspace the package's name leads to the sources.
  const inWorkspace = join(ROOT, '.cache/package');
  mkdirSync(inWorkspace, { recursive: true });
  const [example = '', consumer = ''] = ['example.js', 'consumer.js'].map((script) => {
    copyFileSync(join(folder, script), join(inWorkspace, script));
    const expected = outputOf(process.execPath, join(inWorkspace, script));
    for (const [name, node] of Object.entries({ 'Node 20': node20, [process.version]: process.execPath }))
      compare(`${script} in ${name}`, outputOf(node, join(folder, script)), expected);
    return expected;
  });
  compare('the example as the README has it', example, readmeExample().printed);
  compare('a bundle for Node', outputOf(node20, join(folder, 'bundle/src/train.js')), consumer);
}

/** Bundles `@engage/trees` for the browser, and lets it explain where nothing of Node is. */
async function compareInBrowser(): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from '@engage/trees'", resolveDir: folder },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'trees',
    write: false,
  });
  const page = createContext({ atob, TextDecoder, TextEncoder });
  runInContext(outputFiles[0]!.text, page);
  for (const { name, bytes, rows } of goldenModels()) {
    Object.assign(page, { bytes: [...bytes], rows, values: [...rows.values] });
    const explained = runInContext(
      `[...trees.createScorer(trees.readForest(Uint8Array.from(bytes)))
        .explain({ ...rows, values: Float32Array.from(values) })].join()`,
      page,
    ) as string;
    compare(`${name} in the browser`, explained, createScorer(readForest(bytes)).explain(rows).join());
  }
}

function readmeExample(): { code: string; printed: string } {
  const snippets = snippetsOf('README.md', readFileSync(join(PACKAGE, 'README.md'), 'utf8'));
  const [code, printed] = ['ts', 'text'].map((wanted) =>
    snippets.find(({ language }) => language === wanted),
  );
  if (!code || !printed) throw new Error('Expected an example and what it prints in the README, found none');
  return { code: code.text, printed: printed.text };
}

/** A Node of this version on the path. */
function nodeOf(major: number): string {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((entry) => join(entry, 'node'));
  const isWanted = (path: string): boolean =>
    existsSync(path) && run(path, ['--version'], ROOT).startsWith(`v${major}.`);
  const found = paths.find(isWanted);
  if (!found)
    throw new Error(`Expected a Node ${major} on the path, found none; install one beside this Node`);
  return found;
}

function outputOf(node: string, script: string): string {
  const { status, stdout, stderr } = spawnSync(node, [script], { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0)
    throw new Error(`Expected ${script} to end well in ${node}, found status ${status}: ${stderr}`);
  return `${stdout}${stderr}`.trimEnd();
}

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function compare(name: string, found: string, expected: string): void {
  if (found === expected) passed += 1;
  else {
    failed += 1;
    console.log(`${name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
  }
}
