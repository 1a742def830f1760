import { BOOST_WASM } from '../kernel/boost.wasm.ts';
import type { BoostKernel } from './grow-rounds.ts';

let compiled: WebAssembly.Module | null = null;

/** The compiled kernel, made once a process. */
export function boostModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(BOOST_WASM), (letter) => letter.charCodeAt(0)));
  return compiled;
}

/** The kernel over a training's memory, for one thread. */
export function boostKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): BoostKernel {
  const { exports } = new WebAssembly.Instance(module, {
    env: {
      memory,
      abort: () => {
        throw new Error('The training kernel broke');
      },
    },
  });
  return exports as { readonly [name: string]: unknown } as BoostKernel & Record<string, unknown>;
}
