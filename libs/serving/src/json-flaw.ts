/** A place of a text. */
export interface TextPlace {
  /** Both from 1; columns are UTF-16 code units, as editors count them. */
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a JSON text. */
export type JsonFlaw =
  | { readonly kind: 'syntax'; readonly expected: string; readonly isAtEnd: boolean; readonly at: TextPlace }
  | { readonly kind: 'duplicate'; readonly path: readonly (string | number)[]; readonly at: TextPlace };

/**
 * Finds where a text stops being JSON (RFC 8259), else where it first says a member of an object twice; null for neither.
 * `JSON.parse` tells the one for some mistakes alone, and repeats the text; of the other it tells nothing.
 *
 * One pass, without recursion: a body chooses how deep it nests.
 *
 * @example jsonFlaw('{"a":1,}') // { kind: 'syntax', expected: 'the name of a member in quotes', isAtEnd: false, … }
 */
export function jsonFlaw(text: string): JsonFlaw | null {
  const open: Level[] = [];
  let duplicate: JsonFlaw | null = null;
  let at = skipSpace(text, 0);
  const wrong = (expected: string, place = at): JsonFlaw => {
    const isAtEnd = place >= text.length;
    return { kind: 'syntax', expected, isAtEnd, at: placeOf(text, place) };
  };
  for (;;) {
    // A value, or the name of a member before it.
    const level = open.at(-1);
    if (level?.names) {
      if (text[at] !== '"') return wrong(level.names.size === 0 ? `${NAME} or "}"` : NAME);
      const name = scanString(text, at);
      if (name.mistake !== null) return wrong(name.mistake, name.end);
      const key = nameOf(text, at, name);
      if (level.names.has(key))
        duplicate ??= { kind: 'duplicate', path: [...pathOf(open), key], at: placeOf(text, at) };
      level.names.add(key);
      level.key = key;
      at = skipSpace(text, name.end);
      if (text[at] !== ':') return wrong('":" after the name of a member');
      at = skipSpace(text, at + 1);
    }
    const first = text[at];
    if (first === '{' || first === '[') {
      const isObject = first === '{';
      at = skipSpace(text, at + 1);
      if (text[at] !== (isObject ? '}' : ']')) {
        open.push(isObject ? { names: new Set(), key: '' } : { names: null, key: 0 });
        continue;
      }
      at += 1;
    } else {
      const { end, mistake } = scanScalar(text, at);
      if (mistake !== null) return wrong(mistake, end);
      at = end;
    }
    // What follows a value: the ends of what it stands in, then the next one.
    for (;;) {
      at = skipSpace(text, at);
      const around = open.at(-1);
      if (around === undefined) return at < text.length ? wrong('nothing after the value') : duplicate;
      if (text[at] === ',') break;
      const close = around.names ? '}' : ']';
      if (text[at] !== close) return wrong(`"," or "${close}"`);
      open.pop();
      at += 1;
    }
    const around = open.at(-1)!;
    if (typeof around.key === 'number') around.key += 1;
    at = skipSpace(text, at + 1);
  }
}

/** An object or a list that has not ended. */
interface Level {
  /** Names of the members so far; null of a list. */
  readonly names: Set<string> | null;
  /** Name or place of the member that is being read. */
  key: string | number;
}

/** A part of the text; `end` is where its mistake is, if it has one. */
interface Scanned {
  readonly end: number;
  /** What was expected there. */
  readonly mistake: string | null;
}

const NAME = 'the name of a member in quotes';

function pathOf(open: readonly Level[]): (string | number)[] {
  return open.slice(0, -1).map(({ key }) => key);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return at;
}

function nameOf(text: string, from: number, { end, hasEscape }: ScannedString): string {
  return hasEscape ? (JSON.parse(text.slice(from, end)) as string) : text.slice(from + 1, end - 1);
}

function scanScalar(text: string, from: number): Scanned {
  if (text[from] === '"') return scanString(text, from);
  for (const word of ['true', 'false', 'null'])
    if (text.startsWith(word, from)) return { end: from + word.length, mistake: null };
  return scanNumber(text, from);
}

interface ScannedString extends Scanned {
  readonly hasEscape: boolean;
}

/** @param from place of the opening quote */
function scanString(text: string, from: number): ScannedString {
  let hasEscape = false;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1, mistake: null, hasEscape };
    if (code < 0x20) return { end: at, mistake: 'control characters of text to be escaped', hasEscape };
    if (code !== 0x5c) continue;
    hasEscape = true;
    const escape = text[at + 1] ?? '';
    if (escape === 'u') {
      for (let i = at + 2; i < at + 6; i++)
        if (!/[0-9a-f]/i.test(text[i] ?? ''))
          return { end: i, mistake: 'four hexadecimal digits after \\u', hasEscape };
      at += 5;
    } else if (escape !== '' && '"\\/bfnrt'.includes(escape)) at += 1;
    else return { end: at + 1, mistake: 'one of "\\/bfnrtu after \\', hasEscape };
  }
  return { end: text.length, mistake: 'the closing quote of a text', hasEscape };
}

function scanNumber(text: string, from: number): Scanned {
  const isDigit = (at: number): boolean => text[at] !== undefined && text[at] >= '0' && text[at] <= '9';
  const digitsFrom = (begin: number): number => {
    let at = begin;
    while (isDigit(at)) at++;
    return at;
  };
  const begin = text[from] === '-' ? from + 1 : from;
  if (!isDigit(begin)) return { end: begin, mistake: begin === from ? 'a value' : DIGIT };
  let end = text[begin] === '0' ? begin + 1 : digitsFrom(begin);
  if (text[end] === '.') {
    if (!isDigit(end + 1)) return { end: end + 1, mistake: DIGIT };
    end = digitsFrom(end + 1);
  }
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '-' || text[end + 1] === '+' ? 2 : 1;
    if (!isDigit(end + sign)) return { end: end + sign, mistake: DIGIT };
    end = digitsFrom(end + sign);
  }
  return { end, mistake: null };
}

const DIGIT = 'a digit';

function placeOf(text: string, at: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}
