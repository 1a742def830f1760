/** A column after binning. */
export interface CodedColumn {
  readonly codes: Uint8Array;
  /** Codes it has. */
  readonly size: number;
  readonly isNumeric: boolean;
}

/** Columns that share one stored column: code 0 where each has its implied code, else that of the one that has not. */
export interface StoredColumn {
  readonly members: readonly {
    readonly column: number;
    /** The code that takes no room; −1 for a column on its own. */
    readonly implied: number;
    /** What is added to its other codes. */
    readonly offset: number;
  }[];
}

const MOST_CODES = 256;
/** Columns of which fewer rows than this share have the commonest code are seldom exclusive of another. */
const LEAST_COMMON = 0.5;

/**
 * Finds columns of which no row has more than one away from its commonest code, as in a one-hot table, so that one
 * histogram serves them all (Ke et al. 2017, LightGBM, section 4; here without any conflict, so that nothing is lost).
 * Columns keep their order; a bundle stands where its first member does.
 */
export function findBundles(columns: readonly CodedColumn[], rows: number): StoredColumn[] {
  const open: {
    members: { column: number; implied: number; offset: number }[];
    taken: Uint32Array;
    codes: number;
  }[] = [];
  const bundles: StoredColumn[] = [];
  columns.forEach(({ codes, size: own, isNumeric }, column) => {
    // The code behind the values stays free: the kernel counts it as that of missing ones.
    const size = own + 1;
    const { code: implied, count } = commonest(codes);
    if (!isNumeric || count < LEAST_COMMON * rows || size > MOST_CODES / 2) {
      bundles.push({ members: [{ column, implied: -1, offset: 0 }] });
      return;
    }
    const away = bitsAway(codes, implied, rows);
    const fit = open.find(
      (bundle) => bundle.codes + size - 1 <= MOST_CODES && areExclusive(bundle.taken, away),
    );
    if (fit) {
      fit.members.push({ column, implied, offset: fit.codes - (implied === 0 ? 1 : 0) });
      away.forEach((bits, at) => (fit.taken[at]! |= bits));
      fit.codes += implied === 0 ? size - 1 : size;
      return;
    }
    const bundle = {
      members: [{ column, implied, offset: implied === 0 ? 0 : 1 }],
      taken: away,
      codes: implied === 0 ? size : size + 1,
    };
    open.push(bundle);
    bundles.push(bundle);
  });
  return bundles.map(({ members }) =>
    members.length > 1 ? { members } : { members: [{ column: members[0]!.column, implied: -1, offset: 0 }] },
  );
}

function commonest(codes: Uint8Array): { code: number; count: number } {
  const counts = new Uint32Array(MOST_CODES);
  for (let row = 0; row < codes.length; row += 1) counts[codes[row]!]! += 1;
  let code = 0;
  for (let other = 1; other < MOST_CODES; other += 1) if (counts[other]! > counts[code]!) code = other;
  return { code, count: counts[code]! };
}

/** A bit a row: 1 where its code is another. */
function bitsAway(codes: Uint8Array, implied: number, rows: number): Uint32Array {
  const bits = new Uint32Array((rows + 31) >> 5);
  for (let row = 0; row < rows; row += 1) if (codes[row] !== implied) bits[row >> 5]! |= 1 << (row & 31);
  return bits;
}

function areExclusive(a: Uint32Array, b: Uint32Array): boolean {
  for (let at = 0; at < a.length; at += 1) if ((a[at]! & b[at]!) !== 0) return false;
  return true;
}
