/**
 * A 32-bit stream of random numbers: xoshiro128** (Blackman and Vigna 2021, arXiv 1805.01407), seeded from
 * three numbers so that every (seed, table, customer) has its own. One object is reused for all customers.
 */
export class Stream {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;
  private readonly keys: Int32Array;

  /**
   * @param seed any safe integer
   * @param table number of the table whose values are drawn, so that tables do not share draws
   */
  constructor(seed: number, table: number) {
    const low = seed | 0;
    const high = Math.floor(seed / 2 ** 32) | 0;
    this.keys = Int32Array.from([1, 2, 3, 4], (word) =>
      mix(mix(mix(low ^ 0x243f6a88) + high) + Math.imul(table, 0x9e3779b9) + Math.imul(word, 0x85ebca6b)),
    );
    this.restart(0);
  }

  /** A stream in a given state of four 32-bit words, not all 0: for comparison with other implementations. */
  static ofState(a: number, b: number, c: number, d: number): Stream {
    const stream = new Stream(0, 0);
    stream.a = a;
    stream.b = b;
    stream.c = c;
    stream.d = d;
    return stream;
  }

  /**
   * Begins the stream of one customer, a whole number below 2^32. The first three words of the state are each a
   * bijection of the customer under a key of their own, so that no two customers of a table share a stream; the
   * last is odd, so that the state is never 0.
   */
  restart(customer: number): void {
    const keys = this.keys;
    this.a = mix(customer ^ keys[0]!);
    this.b = mix(customer + keys[1]!);
    this.c = mix(customer ^ keys[2]!);
    this.d = mix(customer + keys[3]!) | 1;
  }

  /** The next 32 bits, as a signed integer. */
  bits(): number {
    const { b } = this;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    this.c ^= this.a;
    this.d ^= b;
    this.b = b ^ this.c;
    this.a ^= this.d;
    this.c ^= b << 9;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform in the open interval (0, 1). */
  uniform(): number {
    return ((this.bits() >>> 0) + 0.5) * 2 ** -32;
  }
}

/** The finaliser of MurmurHash3: a bijection of 32 bits in which every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
