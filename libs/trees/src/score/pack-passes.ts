/** Parts whose tables are added up together, in the same lanes. */
export interface Pass {
  /** Feature of each lane. */
  readonly features: readonly number[];
  /** Vectors of four lanes an entry: 1, 2 or 3. */
  readonly quads: number;
  /** Which of the parts. */
  readonly parts: readonly number[];
}

/** Tables that a pass may have (kernel/look-up-source.ts). */
const MOST_TABLES = 16;
/** Fewer tables do not repay the adding of a pass of two vectors to the sums, when one of three would take them. */
const LEAST_NARROW = 4;

/**
 * Packs parts into passes so that few lanes are loaded for nothing: those that touch the same features together, eight
 * lanes where enough of them fit, else twelve. A table has at most 2¹⁰ entries, so that no part touches more than ten.
 *
 * @param featuresOf distinct features of each part, all below `features`
 */
export function packPasses(featuresOf: readonly (readonly number[])[], features: number): Pass[] {
  const sets = new FeatureSets(featuresOf, features);
  const bySize = featuresOf.map((_, part) => part);
  bySize.sort((one, other) => featuresOf[other]!.length - featuresOf[one]!.length || one - other);
  const narrow = pack(
    bySize.filter((part) => featuresOf[part]!.length <= 8),
    sets,
    8,
  );
  const full = narrow.filter(({ parts }) => parts.length >= LEAST_NARROW);
  const taken = new Set(full.flatMap(({ parts }) => parts));
  const rest = bySize.filter((part) => !taken.has(part));
  return [...full, ...pack(rest, sets, 12)];
}

/** Takes the largest part that is left, and adds those that need the fewest further lanes, the largest first. */
function pack(bySize: readonly number[], sets: FeatureSets, mostLanes: number): Pass[] {
  const passes: Pass[] = [];
  let left = [...bySize];
  while (left.length > 0) {
    const parts = [left[0]!];
    const union = sets.begin(left[0]!);
    let lanes = sets.sizeOf(union);
    left = left.slice(1);
    while (parts.length < MOST_TABLES && left.length > 0) {
      let best = -1;
      let leastNew = mostLanes - lanes + 1;
      for (let i = 0; i < left.length && leastNew > 0; i += 1) {
        const added = sets.newIn(left[i]!, union);
        if (added < leastNew) [best, leastNew] = [i, added];
      }
      if (best < 0) break;
      sets.add(left[best]!, union);
      lanes += leastNew;
      parts.push(left[best]!);
      left.splice(best, 1);
    }
    passes.push({ features: sets.featuresOf(union), quads: Math.ceil(lanes / 4), parts });
  }
  return passes;
}

/** Sets of features as bits, 32 a word. */
class FeatureSets {
  readonly #words: number;
  readonly #bits: Uint32Array;

  constructor(featuresOf: readonly (readonly number[])[], features: number) {
    this.#words = Math.ceil(features / 32);
    this.#bits = new Uint32Array(featuresOf.length * this.#words);
    featuresOf.forEach((list, part) => {
      for (const feature of list) this.#bits[part * this.#words + (feature >> 5)]! |= 1 << (feature & 31);
    });
  }

  begin(part: number): Uint32Array {
    return this.#bits.slice(part * this.#words, (part + 1) * this.#words);
  }

  add(part: number, union: Uint32Array): void {
    for (let word = 0; word < this.#words; word += 1) union[word]! |= this.#bits[part * this.#words + word]!;
  }

  /** Features of a part that a union lacks. */
  newIn(part: number, union: Uint32Array): number {
    let count = 0;
    for (let word = 0; word < this.#words; word += 1)
      count += bitsIn(this.#bits[part * this.#words + word]! & ~union[word]!);
    return count;
  }

  sizeOf(union: Uint32Array): number {
    return union.reduce((sum, word) => sum + bitsIn(word), 0);
  }

  featuresOf(union: Uint32Array): number[] {
    const features: number[] = [];
    for (let feature = 0; feature < 32 * this.#words; feature += 1)
      if ((union[feature >> 5]! >>> (feature & 31)) & 1) features.push(feature);
    return features;
  }
}

/** Bits that are 1 in a 32-bit number. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
