/** Draws of one stream: 32-bit words, and whole numbers below a bound. */
export interface RandomStream {
  /** Next word, in [0, 2³²). */
  word(): number;
  /** Next whole number in [0, below), for below up to 2²¹ without bias worth measuring. */
  below(bound: number): number;
}

/**
 * xoshiro128** (Blackman & Vigna 2021, ACM TOMS 47), seeded through splitmix32: the same seed gives the same
 * draws on every machine.
 *
 * @example randomStream(7).below(6) // a die, always the same
 */
export function randomStream(seed: number): RandomStream {
  let mix = seed >>> 0;
  const next = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let word = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  const word = () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return { word, below: (bound) => Math.floor((word() * bound) / 4294967296) };
}
