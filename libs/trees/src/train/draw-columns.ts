import * as P from '../../kernel/boost/plan.ts';

/**
 * Marks the columns that a tree may ask for: a share of them, one at least, drawn from seed and round.
 *
 * @param view of the kernel's memory
 */
export function drawColumns(view: DataView, share: number, seed: number, round: number): void {
  if (share >= 1) return;
  const columns = view.getUint32(P.PLAN + P.COLUMNS, true);
  const table = view.getUint32(P.PLAN + P.COLUMN_TABLE, true);
  const wanted = Math.max(1, Math.floor(share * columns));
  const order = Uint32Array.from({ length: columns }, (_, column) => column);
  const random = numbersFrom(seed, round);
  for (let place = 0; place < wanted; place += 1) {
    const other = place + Math.floor(random() * (columns - place));
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  order.forEach((column, place) =>
    view.setInt32(table + column * P.COLUMN_BYTES + P.COLUMN_ACTIVE, Number(place < wanted), true),
  );
}

/** A stream of numbers in [0, 1) for one round (mulberry32). */
function numbersFrom(seed: number, round: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(round, 0x85ebca77)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
