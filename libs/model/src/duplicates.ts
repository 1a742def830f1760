import type { Matrix } from '@engage/engine';

/**
 * How many later rows have the very features and target of a row to learn from: copies across the split make a
 * model look better than it is; few and coarse features give some by chance.
 *
 * @param fitTarget one a row of `fit`, as `laterTarget` of `later`
 */
export function countDuplicates(
  fit: Matrix,
  fitTarget: Float64Array,
  later: Matrix,
  laterTarget: Float64Array,
): number {
  const known = new Set(fingerprints(fit, fitTarget));
  return fingerprints(later, laterTarget).reduce((count, print) => count + Number(known.has(print)), 0);
}

/** 53 bits a row, from two 32-bit hashes (FNV-1a and a multiplicative one) of the values' own bits. */
function fingerprints({ values, rows, columns }: Matrix, target: Float64Array): Float64Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const targetBits = new Uint32Array(target.buffer, target.byteOffset, target.length * 2);
  const prints = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let a = 0x811c9dc5;
    let b = 0x9e3779b9;
    const mix = (word: number) => {
      a = Math.imul(a ^ word, 0x01000193);
      a ^= a >>> 15;
      b = Math.imul(b + word, 0x85ebca6b);
      b ^= b >>> 13;
    };
    for (let at = row * columns; at < (row + 1) * columns; at += 1) mix(bits[at]!);
    mix(targetBits[2 * row]!);
    mix(targetBits[2 * row + 1]!);
    prints[row] = (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
  }
  return prints;
}
