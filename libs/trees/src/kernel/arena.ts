import { FIRST_FREE_BYTE, MOST_PAGES, PAGE_BYTES } from './score-kernel.ts';

/** Bytes of a WebAssembly memory, given out one after another and given back from the end. */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #end: number;

  constructor(memory: WebAssembly.Memory, begin = FIRST_FREE_BYTE) {
    this.memory = memory;
    this.#end = begin;
  }

  get end(): number {
    return this.#end;
  }

  /**
   * Address of so many bytes, at a multiple of 64 (a cache line); views that were made before may be detached.
   *
   * @throws RangeError when the memory cannot grow
   */
  take(bytes: number): number {
    const begin = Math.ceil(this.#end / 64) * 64;
    const missing = begin + bytes - this.memory.buffer.byteLength;
    // Growing costs: by an eighth at least.
    const pages = Math.ceil(missing / PAGE_BYTES);
    if (missing > 0) this.memory.grow(Math.max(pages, this.#reserve()));
    this.#end = begin + bytes;
    return begin;
  }

  /** Grows the memory at once for so many bytes to come: growing piece by piece makes work for the garbage collector. */
  expect(bytes: number): void {
    const mark = this.#end;
    this.take(bytes);
    this.#end = mark;
  }

  /** Copies numbers into memory of their own and tells where they are. */
  put(values: Uint8Array | Int8Array | Int32Array | Uint32Array | Float32Array | Float64Array): number {
    const address = this.take(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, address, values.byteLength).set(bytes);
    return address;
  }

  #reserve(): number {
    const pages = this.memory.buffer.byteLength / PAGE_BYTES;
    return Math.min(Math.floor(pages / 8), MOST_PAGES - pages);
  }

  /** Gives back everything from an address on. */
  release(address: number): void {
    this.#end = address;
  }
}
