import { described, isFloats } from '../checks/refuse.ts';

/** What typed arrays can have on every platform that runs this. */
const MOST_NUMBERS = 2 ** 32;

/**
 * The caller's buffer for a result, or a new one.
 *
 * @throws TypeError when the caller's buffer is none, or has another length
 * @throws RangeError when a result is larger than an array can be
 */
export function resultBuffer(into: Float32Array | undefined, length: number): Float32Array {
  if (into === undefined) {
    expectRoom(length);
    return new Float32Array(length);
  }
  if (!isFloats(into)) throw new TypeError(`Expected a buffer as a Float32Array, found ${described(into)}`);
  if (into.length !== length)
    throw new TypeError(`Expected a buffer of ${length} numbers, found ${into.length}`);
  return into;
}

/** @throws RangeError for more numbers than an array can have */
export function expectRoom(length: number): void {
  if (!(length <= MOST_NUMBERS))
    throw new RangeError(
      `Expected a result of at most ${MOST_NUMBERS} numbers, found one of ${length}; take fewer rows at a time`,
    );
}
