import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from compiling WebAssembly's wrappers around JavaScript functions anew in this process' threads.
 *
 * Node takes types out of TypeScript by a WebAssembly module, once in every worker thread that runs from source. Each
 * thread then asks V8 for a faster wrapper, and in Node 24 two that ask at the same time can end the process with
 * "Check failed: jit_page.has_value()" (nodejs/node#64500; seen once in some hundred runs of the tests). Call it
 * before the first thread. Bundles hold no types, and the tree kernels call no JavaScript, so neither is slower.
 */
export function keepWasmWrappers(): void {
  if (process.features.typescript !== false) setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');
}
