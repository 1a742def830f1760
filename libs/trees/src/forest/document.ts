import { TreesError } from '../trees-error.ts';
import type { Value } from './ubjson-reader.ts';

/**
 * A part of a model file, read with its path, so that what does not fit is named.
 */
export class Document {
  readonly #value: Value | undefined;
  readonly path: string;

  constructor(value: Value | undefined, path = 'model') {
    this.#value = value;
    this.path = path;
  }

  get isThere(): boolean {
    return this.#value !== undefined;
  }

  /** The part below a name; it may be missing. */
  at(name: string): Document {
    const value = this.#value;
    const below = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return new Document(below, `${this.path}.${name}`);
  }

  /** The names below; none for a list or a single value. */
  get names(): string[] {
    return isRecord(this.#value) ? Object.keys(this.#value) : [];
  }

  get text(): string {
    if (typeof this.#value !== 'string') return this.refuse('a text');
    return this.#value;
  }

  /** A whole number in `[0, most]`, written as a number or as a text. */
  count(most: number): number {
    const value = typeof this.#value === 'string' && this.#value !== '' ? Number(this.#value) : this.#value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      return this.refuse('a whole number from 0');
    if (value > most) return this.refuse(`at most ${most}`);
    return value;
  }

  list(most: number): Document[] {
    const value = this.#value;
    if (!Array.isArray(value)) return this.refuse('a list');
    if (value.length > most) return this.refuse(`at most ${most} entries`, `${value.length}`);
    return (value as Value[]).map((entry, index) => new Document(entry, `${this.path}[${index}]`));
  }

  texts(most: number): string[] {
    return this.list(most).map((entry) => entry.text);
  }

  /** Numbers of any kind as float64; `length` entries where it is given. */
  numbers(length?: number): Float64Array {
    const value = this.#value;
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return this.refuse('a list of numbers');
    const list = value as ArrayLike<Value>;
    if (length !== undefined && list.length !== length)
      return this.refuse(`${length} numbers`, `${list.length}`);
    const numbers = new Float64Array(list.length);
    for (let i = 0; i < list.length; i += 1) {
      const entry = list[i];
      if (typeof entry === 'boolean') numbers[i] = Number(entry);
      else if (typeof entry === 'number') numbers[i] = entry;
      else if (entry === 'NaN' || entry === 'Infinity' || entry === '-Infinity') numbers[i] = Number(entry);
      else return new Document(entry, `${this.path}[${i}]`).refuse('a number');
    }
    return numbers;
  }

  /** Whole numbers in `[least, most]`. */
  integers(least: number, most: number, length?: number): Int32Array {
    const numbers = this.numbers(length);
    const bad = numbers.findIndex((value) => !Number.isInteger(value) || value < least || value > most);
    if (bad >= 0)
      throw new TreesError(
        `Expected whole numbers from ${least} to ${most} at ${this.path}, found ${numbers[bad]} at place ${bad}`,
      );
    return Int32Array.from(numbers);
  }

  refuse(expected: string, found = shown(this.#value)): never {
    throw new TreesError(
      `Expected ${expected} at ${this.path}, found ${found}; the file is damaged or no XGBoost model`,
    );
  }
}

function isRecord(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) || ArrayBuffer.isView(value) ? 'a list' : 'an object';
}
