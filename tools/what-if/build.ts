/**
 * `node tools/what-if/build.ts [--check]`: bundles what runs in the report's page, with the tree engine inside, into
 * `libs/reporting/src/what-if/what-if.bundle.ts`. The result is committed, because reports are made without a build
 * step. With `--check` nothing is written: it fails when a rebuild gives other bytes than the committed ones.
 */
import { build, type Plugin } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const REPORTING = join(ROOT, 'libs/reporting/src/what-if');
const TARGET = join(REPORTING, 'what-if.bundle.ts');

/** Libraries of the workspace do nothing when they are imported, so what the page does not use is left out. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(@engage\/|\.)/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === 'resolved') return undefined;
      const found = await resolve(path, { ...where, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

const { outputFiles, metafile } = await build({
  entryPoints: [join(REPORTING, 'browser.ts')],
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  metafile: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome120', 'firefox121', 'safari17'],
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  external: ['node:*'],
  plugins: [withoutSideEffects],
  logLevel: 'error',
});
const script = outputFiles[0]!.text.trim();
const foreign = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
if (foreign.length > 0)
  fail(`Expected a script that needs nothing else, found imports of ${foreign.join(', ')}`);
// The page holds the script between tags, and its policy names the script by the hash of these characters.
const safe = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const source = [
  '/** Made by tools/what-if/build.ts from browser.ts and what it imports: do not edit. */',
  `export const WHAT_IF_SCRIPT =`,
  `  ${quoted(safe)};`,
  '',
].join('\n');
if (!process.argv.includes('--check')) writeFileSync(TARGET, source);
else if (readFileSync(TARGET, 'utf8') !== source)
  fail(
    'Expected what-if.bundle.ts to hold what its sources bundle to, found other bytes; run: node tools/what-if/build.ts',
  );
process.stdout.write(`${safe.length.toLocaleString('en')} characters\n`);

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
