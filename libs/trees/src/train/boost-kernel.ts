import { BOOST_SCALAR_WASM } from '../kernel/boost-scalar.wasm.ts';
import { BOOST_WASM } from '../kernel/boost.wasm.ts';
import { decodeBase64 } from '../kernel/runtime.ts';
import type { BoostKernel } from './grow-rounds.ts';

const compiled = new Map<boolean, WebAssembly.Module>();

/** The compiled kernel, with SIMD or without, made once a process. */
export function boostModule(simd: boolean): WebAssembly.Module {
  const module =
    compiled.get(simd) ?? new WebAssembly.Module(decodeBase64(simd ? BOOST_WASM : BOOST_SCALAR_WASM));
  compiled.set(simd, module);
  return module;
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
