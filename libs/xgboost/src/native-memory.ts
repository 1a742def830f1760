import koffi from 'koffi';
import type { Pointer } from './c-api.ts';

const processSymbols = koffi.load(null);
const memmove = processSymbols.func('void *memmove(void *dest, const void *src, size_t count)');
const setenv = processSymbols.func('int setenv(const char *name, const char *value, int overwrite)');

/**
 * An array of numbers as C sees it, in the form of NumPy's array interface (version 3): the address instead of a
 * copy. The caller keeps the array alive for as long as the library may read it.
 *
 * @throws TypeError when the numbers are not 32-bit floats in memory that the garbage collector leaves in place
 */
export function arrayInterface(values: Float32Array, shape: readonly number[]): string {
  if (!(values instanceof Float32Array) || !(values.buffer instanceof SharedArrayBuffer))
    throw new TypeError('Expected a Float32Array on a SharedArrayBuffer, found other memory');
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== values.length)
    throw new RangeError(
      `Expected ${size} values for the shape (${shape.join(', ')}), found ${values.length}`,
    );
  const address = koffi.address(values);
  return `{"data":[${address},true],"shape":[${shape.join(',')}],"typestr":"<f4","version":3}`;
}

/** Copies floats out of the library's memory, which the next call may overwrite. */
export function copyFloats(target: Float32Array, source: Pointer): void {
  if (target.length > 0) memmove(target, source, target.byteLength);
}

/** Copies bytes out of the library's memory, which the next call may overwrite. */
export function copyBytes(source: Pointer, length: number): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(new ArrayBuffer(length));
  if (length > 0) memmove(target, source, length);
  return target;
}

/** Copies a list of C strings. */
export function copyStrings(source: Pointer, length: number): string[] {
  if (length === 0) return [];
  return koffi.decode(source, koffi.array('const char *', length)) as string[];
}

/**
 * How often an idle OpenMP thread looks for work before it sleeps. Measured on two cores, 150 trees of depth 3 on
 * 66,448 × 40: sleeping at once 0.60 s, 3,000 looks 0.44 s, 30,000 0.42 s, spinning for ever 0.44 s; with both
 * cores busy elsewhere 0.86, 1.2, 1.2 and 3.4 s.
 */
const LOOKS_BEFORE_SLEEP = '3000';

/**
 * Lets idle OpenMP threads spin for a moment only, then sleep: spinning for ever makes training several times
 * slower where cores are shared, sleeping at once makes it slower where they are not. OpenMP reads it once, when
 * the library is loaded, so the main thread calls this before any worker does; a value that is already set is
 * kept. The C library's own `setenv` is used because `process.env` of a worker or of a test sandbox is a copy that
 * native code never sees.
 */
export function letIdleThreadsSleep(): void {
  setenv('OMP_WAIT_POLICY', 'passive', 0);
  setenv('GOMP_SPINCOUNT', LOOKS_BEFORE_SLEEP, 0);
}
