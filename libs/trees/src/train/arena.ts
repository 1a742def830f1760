import { TreesError } from '../trees-error.ts';

const PAGE = 65536;
/** What a 32-bit memory can have. */
const MOST_BYTES = 65536 * PAGE;

/** Parts of a memory one after another; addresses are given out before the memory is grown to hold them. */
export class Arena {
  #end: number;

  constructor(start: number) {
    this.#end = start;
  }

  /** End of what was given out so far. */
  get end(): number {
    return this.#end;
  }

  /**
   * Room for so many bytes, at a multiple of 64 (a cache line), with a few bytes to spare behind for vectors.
   *
   * @throws TreesError beyond what a memory can have
   */
  take(bytes: number): number {
    const at = Math.ceil(this.#end / 64) * 64;
    this.#end = at + bytes + 16;
    if (this.#end > MOST_BYTES)
      throw new TreesError(
        `Expected a training that fits 4 GB, found one of ${(this.#end / 2 ** 30).toFixed(1)} GB; take fewer rows or columns`,
      );
    return at;
  }

  /**
   * Grows a memory to hold all that was given out.
   *
   * @throws TreesError where the machine has no more
   */
  settle(memory: WebAssembly.Memory): void {
    const missing = this.#end - memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      throw new TreesError(
        `Expected ${(this.#end / 2 ** 30).toFixed(1)} GB of memory for a training, found less; free some, or take fewer rows or columns`,
        { cause },
      );
    }
  }
}
