import { shortest, type Part } from './model-document.ts';

/** A model as JSON text. Floats always carry an exponent: the library takes a bare `1` for a whole number and refuses it. */
export function writeJson(document: Part): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(textOf(document));
}

function textOf(part: Part): string {
  if (typeof part === 'string') return JSON.stringify(part);
  if (typeof part === 'number') return String(part);
  if (part instanceof Float32Array) return `[${Array.from(part, floatText).join(',')}]`;
  if (ArrayBuffer.isView(part)) return `[${part.join(',')}]`;
  if (part instanceof Map)
    return `{${Array.from(part as ReadonlyMap<string, Part>, ([name, below]) => `${JSON.stringify(name)}:${textOf(below)}`).join(',')}}`;
  if ('longs' in part) return textOf(part.longs);
  if ('singles' in part) return textOf(part.singles);
  return `[${(part as readonly Part[]).map(textOf).join(',')}]`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return shortest(value).replace('e+', 'E').replace('e', 'E');
}
