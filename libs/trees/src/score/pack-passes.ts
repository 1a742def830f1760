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
const LEAST_NARROW = 7;

/**
 * Packs parts into passes so that few lanes are loaded for nothing: those that touch the same features together, eight
 * lanes where enough of them fit, else twelve. A table has at most 2¹⁰ entries, so that no part touches more than ten.
 *
 * @param featuresOf distinct features of each part
 */
export function packPasses(featuresOf: readonly (readonly number[])[]): Pass[] {
  const bySize = featuresOf.map((_, part) => part);
  bySize.sort((one, other) => featuresOf[other]!.length - featuresOf[one]!.length || one - other);
  const narrow = pack(
    bySize.filter((part) => featuresOf[part]!.length <= 8),
    featuresOf,
    8,
  );
  const full = narrow.filter(({ parts }) => parts.length >= LEAST_NARROW);
  const taken = new Set(full.flatMap(({ parts }) => parts));
  const rest = bySize.filter((part) => !taken.has(part));
  return [...full, ...pack(rest, featuresOf, 12)];
}

function pack(
  bySize: readonly number[],
  featuresOf: readonly (readonly number[])[],
  mostLanes: number,
): Pass[] {
  const passes: Pass[] = [];
  let left = [...bySize];
  while (left.length > 0) {
    const features = new Set(featuresOf[left[0]!]);
    const parts = [left[0]!];
    left = left.slice(1);
    while (parts.length < MOST_TABLES && left.length > 0) {
      let best = -1;
      let leastNew = mostLanes - features.size + 1;
      for (let i = 0; i < left.length && leastNew > 0; i += 1) {
        let added = 0;
        for (const feature of featuresOf[left[i]!]!) if (!features.has(feature)) added += 1;
        if (added < leastNew) [best, leastNew] = [i, added];
      }
      if (best < 0) break;
      for (const feature of featuresOf[left[best]!]!) features.add(feature);
      parts.push(left[best]!);
      left.splice(best, 1);
    }
    passes.push({ features: [...features], quads: Math.ceil(features.size / 4), parts });
  }
  return passes;
}
