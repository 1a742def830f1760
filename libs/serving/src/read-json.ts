import { duplicateMember } from '@engage/scoring';
import { jsonFlaw } from './json-flaw.ts';

/**
 * The value of a body, or what is wrong with it: where, and what was expected there, without its data.
 *
 * @throws RequestError where it says a member of an object twice: readers of JSON differ in which one counts
 */
export function readJson(body: Uint8Array): { readonly value: unknown } | { readonly mistake: string } {
  if (body.byteLength === 0) return { mistake: 'Expected JSON in UTF-8, found an empty body' };
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    return { mistake: `Expected JSON in UTF-8, found another encoding at byte ${firstOther(body) + 1}` };
  }
  const flaw = jsonFlaw(text);
  if (flaw === null) return { value: JSON.parse(text) };
  if (flaw.kind === 'duplicate') throw duplicateMember(flaw.path);
  const { line, column } = flaw.at;
  const found = flaw.isAtEnd ? 'the end of the body' : 'something else';
  return {
    mistake: `Expected JSON in UTF-8, found a mistake at line ${line}, column ${column}: expected ${flaw.expected}, found ${found}`,
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

/** Place of the first byte that is no UTF-8: the first that changes when what is none is replaced. */
function firstOther(body: Uint8Array): number {
  const replaced = new TextEncoder().encode(LENIENT.decode(body));
  const place = body.findIndex((byte, i) => byte !== replaced[i]);
  return place < 0 ? body.byteLength : place;
}
