import { TreesError } from '../trees-error.ts';

/** A value of a model file; arrays of numbers of one kind come as typed arrays. */
export type Value =
  null | boolean | number | string | readonly Value[] | Numbers | { readonly [key: string]: Value };

export type Numbers = Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** Arrays and objects within each other; a model has eight levels. */
const MOST_LEVELS = 32;

/** Kinds of numbers, by UBJSON's letters: bytes each, how one is read, and an array of them. */
const KINDS = {
  i: {
    bytes: 1,
    read: (view: DataView, at: number) => view.getInt8(at),
    make: (n: number) => new Int8Array(n),
  },
  U: {
    bytes: 1,
    read: (view: DataView, at: number) => view.getUint8(at),
    make: (n: number) => new Uint8Array(n),
  },
  I: {
    bytes: 2,
    read: (view: DataView, at: number) => view.getInt16(at),
    make: (n: number) => new Int16Array(n),
  },
  l: {
    bytes: 4,
    read: (view: DataView, at: number) => view.getInt32(at),
    make: (n: number) => new Int32Array(n),
  },
  L: {
    bytes: 8,
    read: (view: DataView, at: number) => Number(view.getBigInt64(at)),
    make: (n: number) => new Float64Array(n),
  },
  d: {
    bytes: 4,
    read: (view: DataView, at: number) => view.getFloat32(at),
    make: (n: number) => new Float32Array(n),
  },
  D: {
    bytes: 8,
    read: (view: DataView, at: number) => view.getFloat64(at),
    make: (n: number) => new Float64Array(n),
  },
} as const;

type Kind = keyof typeof KINDS;

/**
 * Reads UBJSON (draft 12, big-endian, as XGBoost writes it). Every declared length is held against the bytes that are
 * there before anything is allocated.
 *
 * @param mostValues values that are read at most, the numbers of a typed list being one
 * @throws TreesError where the bytes are no UBJSON, or hold more
 */
export function readUbjson(bytes: Uint8Array, mostValues: number): Value {
  const reader = new UbjsonReader(bytes, mostValues);
  const value = reader.value(reader.byte(), 0);
  reader.expectEnd();
  return value;
}

class UbjsonReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #mostValues: number;
  #at = 0;
  #values = 0;

  constructor(bytes: Uint8Array, mostValues: number) {
    this.#bytes = bytes;
    this.#mostValues = mostValues;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): string {
    const at = this.#take(1);
    return String.fromCharCode(this.#bytes[at]!);
  }

  expectEnd(): void {
    if (this.#at !== this.#bytes.length) this.#refuse('the end of the model', `${this.#left} more bytes`);
  }

  value(marker: string, level: number): Value {
    if (level > MOST_LEVELS) this.#refuse(`at most ${MOST_LEVELS} levels`, 'more');
    this.#values += 1;
    if (this.#values > this.#mostValues) this.#refuse(`at most ${this.#mostValues} values`, 'more');
    if (isKind(marker)) return this.#number(marker);
    if (marker === 'S') return this.#text();
    if (marker === 'C') return this.byte();
    if (marker === '[') return this.#array(level);
    if (marker === '{') return this.#object(level);
    if (marker === 'Z') return null;
    if (marker === 'T' || marker === 'F') return marker === 'T';
    return this.#refuse('a kind of value', `byte ${marker.charCodeAt(0)}`);
  }

  get #left(): number {
    return this.#bytes.length - this.#at;
  }

  #array(level: number): Value {
    if (this.#peek() === '$') return this.#typedArray();
    const values: Value[] = [];
    if (this.#peek() === '#') {
      this.#at += 1;
      // Each value has a byte at least, so the count cannot exceed what is left.
      for (let count = this.#length(1); count > 0; count -= 1)
        values.push(this.value(this.#marker(), level + 1));
      return values;
    }
    for (let marker = this.#marker(); marker !== ']'; marker = this.#marker())
      values.push(this.value(marker, level + 1));
    return values;
  }

  #typedArray(): Numbers {
    this.#at += 1;
    const kind = this.byte();
    if (!isKind(kind)) this.#refuse('an array of numbers', `an array of kind "${kind}"`);
    const { bytes, read, make } = KINDS[kind];
    if (this.byte() !== '#') this.#refuse('the length of an array', 'none');
    const length = this.#length(bytes);
    const start = this.#take(length * bytes);
    const values = make(length);
    for (let i = 0; i < length; i += 1) values[i] = read(this.#view, start + i * bytes);
    return values;
  }

  #object(level: number): Value {
    const entries: [string, Value][] = [];
    const entry = (marker: string): void => {
      if (!isKind(marker)) this.#refuse('the length of a name', `byte ${marker.charCodeAt(0)}`);
      const name = this.#characters(this.#number(marker));
      entries.push([name, this.value(this.#marker(), level + 1)]);
    };
    if (this.#peek() === '#') {
      this.#at += 1;
      for (let count = this.#length(1); count > 0; count -= 1) entry(this.#marker());
    } else for (let marker = this.#marker(); marker !== '}'; marker = this.#marker()) entry(marker);
    return Object.fromEntries(entries);
  }

  #text(): string {
    const kind = this.byte();
    if (!isKind(kind)) return this.#refuse('the length of a text', `byte ${kind.charCodeAt(0)}`);
    return this.#characters(this.#number(kind));
  }

  #characters(length: number): string {
    if (!Number.isInteger(length) || length < 0) this.#refuse('the length of a text', String(length));
    const at = this.#take(length);
    return new TextDecoder().decode(this.#bytes.slice(at, at + length));
  }

  /** A count of things that take `bytes` each. */
  #length(bytes: number): number {
    const kind = this.byte();
    const length = isKind(kind) ? this.#number(kind) : Number.NaN;
    if (!Number.isInteger(length) || length < 0) this.#refuse('a length', String(length));
    if (length * bytes > this.#left) this.#refuse(`${length * bytes} more bytes`, `${this.#left}`);
    return length;
  }

  #number(kind: Kind): number {
    const { bytes, read } = KINDS[kind];
    return read(this.#view, this.#take(bytes));
  }

  /** The next kind of value; N stands for nothing. */
  #marker(): string {
    let marker = this.byte();
    while (marker === 'N') marker = this.byte();
    return marker;
  }

  #peek(): string {
    return String.fromCharCode(this.#bytes[this.#at] ?? 0);
  }

  #take(bytes: number): number {
    if (bytes > this.#left) this.#refuse(`${bytes} more bytes`, `${this.#left}`);
    const at = this.#at;
    this.#at += bytes;
    return at;
  }

  #refuse(expected: string, found: string): never {
    throw new TreesError(
      `Expected ${expected} at byte ${this.#at} of a model in UBJSON, found ${found}; the file is damaged or no model`,
    );
  }
}

function isKind(marker: string): marker is Kind {
  return Object.hasOwn(KINDS, marker);
}
