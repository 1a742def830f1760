import { TreesError } from '../trees-error.ts';

/**
 * Refuses a part of a request in the one form: `Expected params.rounds to be …, found …; set …`.
 *
 * @param field where it is in the request
 * @param found what is there, as `described` or with its row
 * @param remedy what the caller can do
 * @throws TreesError always
 */
export function refuse(field: string, expected: string, found: string, remedy: string): never {
  throw new TreesError(`Expected ${field} ${expected}, found ${found}; ${remedy}`);
}

/** A value in a few words, which tell `'2'` from `2` and an array from a Float32Array. */
export function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const kind = kindOf(value);
  if (ArrayBuffer.isView(value) && 'length' in value) return `a ${kind} of ${String(value.length)}`;
  return kind === 'Object' ? 'an object' : `an object (${kind})`;
}

/** A row's number in an error; all of the library's errors count from 0. */
export function atRow(row: number): string {
  return `row ${row}, counted from 0`;
}

/** @throws TreesError for anything that has no fields of its own */
export function asFields(field: string, expected: string, value: unknown, remedy: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    refuse(field, expected, described(value), remedy);
  return value as Fields;
}

/** Fields that were not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Float32Arrays of other realms (a sandbox's, a frame's) count too. */
export function isFloats(value: unknown): value is Float32Array {
  return ArrayBuffer.isView(value) && kindOf(value) === 'Float32Array';
}

/** @param least what the number is at least */
export function isWhole(
  value: unknown,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
