import type { Forest } from '@engage/trees';

/** Names of the arrays of a forest, with what each is made of. */
const ARRAYS = {
  baseMargins: Float32Array,
  treeStart: Int32Array,
  treeOutput: Int32Array,
  treeWeight: Float32Array,
  roundStart: Int32Array,
  left: Int32Array,
  right: Int32Array,
  feature: Int32Array,
  value: Float32Array,
  defaultLeft: Uint8Array,
  cover: Float32Array,
  categoryStart: Int32Array,
  categoryBits: Uint32Array,
} as const;

type ArrayName = keyof typeof ARRAYS;

/** A forest as text: whole numbers in as few bytes as the largest needs, everything in base64. Gains are left out. */
export interface PackedForest {
  readonly features: number;
  readonly categorical: readonly boolean[];
  readonly objective: string;
  readonly link: Forest['link'];
  readonly outputs: number;
  /** Bytes a number and base64, by array. */
  readonly arrays: Readonly<Record<ArrayName, readonly [bytes: number, base64: string]>>;
}

/**
 * A forest as it lies in a page; equal forests give equal text.
 *
 * @example unpackForest(packForest(forest)) // the forest, without names and gains
 */
export function packForest(forest: Forest): PackedForest {
  const { features, categorical, objective, link, outputs } = forest;
  const pack = (name: ArrayName): readonly [number, string] => {
    const values = forest[name];
    if (values instanceof Float32Array) return [4, base64Of(values)];
    let [low, high] = [0, 0];
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // −1 marks a missing child; shifted by one, whole numbers need no sign.
    if (low >= -1 && high < 255) return [1, base64Of(Uint8Array.from(values, (value) => value + 1))];
    if (low >= -1 && high < 65_535) return [2, base64Of(Uint16Array.from(values, (value) => value + 1))];
    return [4, base64Of(values)];
  };
  const names = Object.keys(ARRAYS) as ArrayName[];
  const arrays = Object.fromEntries(names.map((name) => [name, pack(name)])) as PackedForest['arrays'];
  return { features, categorical, objective, link, outputs, arrays };
}

/** The forest again; its columns have no names and its splits no gains. */
export function unpackForest(packed: PackedForest): Forest {
  const { arrays, ...rest } = packed;
  const floats = (name: ArrayName): Float32Array => new Float32Array(bytesOf(arrays[name][1]));
  const whole = (name: ArrayName): Iterable<number> => {
    const [size, base64] = arrays[name];
    const bytes = bytesOf(base64);
    if (size === 4) return new ARRAYS[name](bytes);
    const shifted = size === 1 ? new Uint8Array(bytes) : new Uint16Array(bytes);
    return Array.from(shifted, (value) => value - 1);
  };
  const left = Int32Array.from(whole('left'));
  return {
    ...rest,
    names: [],
    baseMargins: floats('baseMargins'),
    treeStart: Int32Array.from(whole('treeStart')),
    treeOutput: Int32Array.from(whole('treeOutput')),
    treeWeight: floats('treeWeight'),
    roundStart: Int32Array.from(whole('roundStart')),
    left,
    right: Int32Array.from(whole('right')),
    feature: Int32Array.from(whole('feature')),
    value: floats('value'),
    defaultLeft: Uint8Array.from(whole('defaultLeft')),
    cover: floats('cover'),
    gain: new Float32Array(left.length),
    categoryStart: Int32Array.from(whole('categoryStart')),
    categoryBits: Uint32Array.from(whole('categoryBits')),
  };
}

function base64Of({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
