import { execFileSync } from 'node:child_process';

const MODULE = new URL('./keep-wasm-wrappers.ts', import.meta.url).href;

/** Calls an imported function from WebAssembly 5,000 times: (module (import "m" "f" (func)) (func (export "g") call 0)). */
const CALLS = `
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 109, 1, 102, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1,
    103, 0, 1, 10, 6, 1, 4, 0, 16, 0, 11];
  const module = new WebAssembly.Module(new Uint8Array(bytes));
  const { g } = new WebAssembly.Instance(module, { m: { f() {} } }).exports;
  for (let i = 0; i < 5000; i++) g();`;

/** How many wrappers V8 tells to have compiled. */
function compiledWrappers(before: string): number {
  const args = ['--print-wasm-stub-code', '--input-type=module', '--eval', `${before}\n${CALLS}`];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).split(/wasm-to-js/i).length - 1;
}

describe('keepWasmWrappers()', () => {
  it('keeps V8 from compiling a wrapper that is called often, which it does by itself', () => {
    const kept = compiledWrappers(`import { keepWasmWrappers } from '${MODULE}';\nkeepWasmWrappers();`);

    expect(compiledWrappers('')).toBeGreaterThan(0);
    expect(kept).toBe(0);
  });
});
