import { keepWasmWrappers } from '@engage/runtime/keep-wasm-wrappers';

keepWasmWrappers();
