import { TreesError } from '../trees-error.ts';
import type { Value } from './ubjson-reader.ts';

/**
 * Texts are passed over, and numbers that JSON does not have are found. A text that never ends is passed over whole, or
 * each quotation mark in it would be looked at as the begin of another.
 */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|-?\b(?:NaN|nan|Infinity|inf)\b/g;

const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;

/**
 * Reads JSON as XGBoost writes it: with bare NaN and Infinity, which come out as the texts "NaN", "Infinity" and
 * "-Infinity".
 *
 * @param mostValues lists and objects that are read at most
 * @throws TreesError where the text is no JSON, or holds more
 */
export function readJson(bytes: Uint8Array, mostValues: number): Value {
  // Counted before anything is made of them; those within texts count too.
  let opened = 0;
  for (const byte of bytes) if (byte === OPENING_BRACKET || byte === OPENING_BRACE) opened += 1;
  if (opened > mostValues)
    throw new TreesError(
      `Expected a model of at most ${mostValues} lists and objects in JSON, found ${opened}`,
    );
  try {
    const text = new TextDecoder().decode(bytes);
    return JSON.parse(
      text.replace(TEXT_OR_NUMBER, (found) => (found.startsWith('"') ? found : named(found))),
    ) as Value;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new TreesError(`Expected a model in XGBoost's JSON, found text that is none (${why})`, { cause });
  }
}

function named(number: string): string {
  if (/nan/i.test(number)) return '"NaN"';
  return number.startsWith('-') ? '"-Infinity"' : '"Infinity"';
}
