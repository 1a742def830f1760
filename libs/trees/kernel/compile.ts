import asc from 'assemblyscript/asc';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from './kernels.ts';

/** No garbage collector and no memory of its own: the host lays out every byte. */
const OPTIONS = [
  '-O3',
  '--enable',
  'bulk-memory',
  '--runtime',
  'stub',
  '--importMemory',
  '--noAssert',
  '--noColors',
];

/** @throws Error with the compiler's own words */
export async function compileKernel(
  root: string,
  { name, folder = name, options, generated = {} }: Kernel,
): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [`${folder}/index.ts`, '--baseDir', root, '--outFile', 'kernel.wasm', ...OPTIONS, ...options],
    {
      readFile: (file, baseDir) => generated[file] ?? read(join(baseDir, file)),
      writeFile: (file, contents) => {
        if (file === 'kernel.wasm') bytes = contents as Uint8Array;
      },
    },
  );
  if (error !== null || bytes === undefined)
    throw new Error(`Expected kernel "${name}" to compile, found:\n${stderr.toString()}`, { cause: error });
  return bytes;
}

/** The compiler tries several places for an import: null where there is nothing. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The source of a TypeScript module that holds the bytes as base64. */
export function embed({ name, folder = name }: Kernel, bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return [
    `/** Made by kernel/build.ts from kernel/${folder}/: do not edit. */`,
    `export const ${name.toUpperCase().replace('-', '_')}_WASM =`,
    `  '${base64}';`,
    '',
  ].join('\n');
}
