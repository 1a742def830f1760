type Numbers = Float32Array | Float64Array | Int32Array;

/** So many zeros that all threads see. */
export const sharedFloats = (length: number): Float32Array =>
  new Float32Array(new SharedArrayBuffer(length * 4));
export const sharedDoubles = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * 8));
export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

export function isShared(values: Numbers): boolean {
  return values.buffer instanceof SharedArrayBuffer;
}

/** The same numbers in memory that all threads see; a copy unless they lie there. */
export function toShared(values: Float32Array): Float32Array {
  if (isShared(values)) return values;
  const copy = sharedFloats(values.length);
  copy.set(values);
  return copy;
}
