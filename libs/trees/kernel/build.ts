/**
 * `node libs/trees/kernel/build.ts [--check] [kernel …]`: compiles the WebAssembly kernels and embeds each in a
 * TypeScript source, `src/kernel/<name>.wasm.ts`, so that bundlers, Lambda zips and browsers need no other file. The
 * result is committed, because sources run without a build step. With `--check` nothing is written: it fails when a
 * rebuild gives other bytes than the committed ones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileKernel, embed } from './compile.ts';
import { KERNELS } from './kernels.ts';

const root = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.find((name) => !KERNELS.some((kernel) => kernel.name === name));
if (unknown !== undefined)
  fail(`Expected one of ${KERNELS.map(({ name }) => name).join(', ')}, found "${unknown}"`);

for (const kernel of KERNELS) {
  if (names.length > 0 && !names.includes(kernel.name)) continue;
  const bytes = await compileKernel(root, kernel);
  const target = join(root, '../src/kernel', `${kernel.name}.wasm.ts`);
  const source = embed(kernel, bytes);
  if (args.includes('--check')) {
    if (readFileSync(target, 'utf8') !== source)
      fail(
        `Expected src/kernel/${kernel.name}.wasm.ts to hold what its sources compile to, found other bytes; run: node libs/trees/kernel/build.ts`,
      );
  } else writeFileSync(target, source);
  process.stdout.write(`${kernel.name}: ${bytes.length.toLocaleString('en')} bytes\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
