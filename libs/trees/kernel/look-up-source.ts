/** Tables that a pass may have; each is copied to a slot of its own. */
const SLOTS = 16;
const SLOTS_ADDRESS = 65536;
/** 64 KB that 16-bit offsets reach, and a little more, so that slots do not fall into the same sets of the cache. */
const SLOT_BYTES = 65536 + 1024;

/**
 * AssemblyScript of the innermost loops, written out because the address of a load has to be a constant of the code:
 * for four rows at a time, add the lanes of all tables in registers, turn lanes into rows, and add them to the sums.
 */
export function lookUpSource(): string {
  return [
    `import { OFFSETS, TILE } from './layout';`,
    `export const SLOTS: usize = ${SLOTS_ADDRESS};`,
    `export const SLOT_BYTES: usize = ${SLOT_BYTES};`,
    ...[1, 2, 3].map(lookUp),
    inPlace(),
  ].join('\n');
}

const range = (n: number): number[] => [...Array(n).keys()];
const ROWS = range(4);

function lookUp(quads: number): string {
  const sums = ROWS.flatMap((row) => range(quads).map((quad) => `s${row}${quad}`));
  const slots = range(SLOTS).map((slot) => {
    const offsets = ROWS.map((row) => `const o${row} = <usize>load<u16>(at, ${slot * 256 + row * 2});`);
    const adds = ROWS.flatMap((row) =>
      range(quads).map((quad) => {
        const entry = `v128.load(o${row}, ${SLOTS_ADDRESS + slot * SLOT_BYTES + 16 * quad})`;
        return `s${row}${quad} = ${slot === 0 ? entry : `i32x4.add(s${row}${quad}, ${entry})`};`;
      }),
    );
    const body = [...offsets, ...adds].join('\n      ');
    return slot === 0 ? `    {\n      ${body}\n    }` : `    if (count > ${slot}) {\n      ${body}\n    }`;
  });
  return `
/** Adds up to ${SLOTS} tables of ${4 * quads} lanes. */
export function lookUp${quads}(pass: usize, count: usize, sums: usize): void {
  let at = OFFSETS;
  for (let row: usize = 0; row < TILE * 4; row += 16, at += 8) {
    ${sums.map((sum) => `let ${sum}: v128 = i32x4.splat(0);`).join(' ')}
${slots.join('\n')}
${range(quads).map(transpose).join('\n')}
  }
}`;
}

/** Turns four rows of four lanes into four lanes of four rows, and adds them to the sums of their features. */
function transpose(quad: number): string {
  const [a, b, c, d] = ROWS.map((row) => `s${row}${quad}`);
  const add = (lane: number, value: string): string => {
    const to = `sums + row + <usize>load<u32>(pass, ${8 + 16 * quad + 4 * lane})`;
    return `      to = ${to};\n      v128.store(to, i32x4.add(v128.load(to), ${value}));`;
  };
  return `    {
      const ab = v128.shuffle<i32>(${a}, ${b}, 0, 4, 1, 5);
      const cd = v128.shuffle<i32>(${c}, ${d}, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(${a}, ${b}, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<i32>(${c}, ${d}, 2, 6, 3, 7);
      let to: usize;
${add(0, 'v128.shuffle<i64>(ab, cd, 0, 2)')}
${add(1, 'v128.shuffle<i64>(ab, cd, 1, 3)')}
${add(2, 'v128.shuffle<i64>(abHigh, cdHigh, 0, 2)')}
${add(3, 'v128.shuffle<i64>(abHigh, cdHigh, 1, 3)')}
    }`;
}

function inPlace(): string {
  const add = (quad: number): string => `s${quad} = i32x4.add(s${quad}, v128.load(entry, ${16 * quad}));`;
  const lanes = range(12).map((lane) => {
    const done = lane % 4 === 0 && lane > 0 ? `if (quads == ${lane / 4}) continue;\n    ` : '';
    const value = `i32x4.extract_lane(s${Math.floor(lane / 4)}, ${lane % 4})`;
    return `${done}addTo(at + <usize>load<u32>(pass, ${8 + 4 * lane}), ${value});`;
  });
  return `
/** Adds the entries of a pass's tables where they lie, row by row, to the sums of its features. */
export function addInPlace(pass: usize, tables: usize, count: usize, rows: i32, sums: usize): void {
  const quads = load<i32>(pass);
  for (let row: usize = 0; row < <usize>rows; row += 1) {
    let s0: v128 = i32x4.splat(0);
    let s1: v128 = i32x4.splat(0);
    let s2: v128 = i32x4.splat(0);
    for (let k: usize = 0; k < count; k += 1) {
      const entry = <usize>load<u32>(tables + k * 32) + <usize>load<u16>(OFFSETS + k * 256 + (row << 1));
      ${add(0)}
      if (quads > 1) ${add(1)}
      if (quads > 2) ${add(2)}
    }
    const at = sums + (row << 2);
    ${lanes.join('\n    ')}
  }
}

@inline
function addTo(to: usize, value: i32): void {
  store<i32>(to, load<i32>(to) + value);
}`;
}
