import { InputError, type RawFile } from '@engage/run';
import { nearestName, type Column, type Dialect } from '@engage/schema';

/** What the headers of the files hold beside the contract's columns. */
export interface HeaderCheck {
  /** Columns of the files that the contract does not have, in the order of their names. */
  readonly extras: readonly string[];
  readonly notes: readonly string[];
}

/** Names that the quarantine gives to its own columns; a repaired quarantine file has them. */
const RESERVED = new Set(['source_file', 'source_row', 'source_text', 'reasons']);
const NAMES_LISTED = 5;
/** A number, a date with or without time, or true and false. */
const VALUE = /^(?:[+-]?\d[\d.,]*(?:e[+-]?\d+)?|\d{4}-\d{2}-\d{2}\b.*|true|false)$/i;
const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/**
 * Compares the headers of all files with the columns that are expected. Extra columns are ignored, optional ones
 * may be absent; both are noted.
 *
 * @throws InputError for values in the place of names, a column given twice, a required column that is missing, another delimiter
 */
export function checkHeaders(
  files: readonly RawFile[],
  expected: readonly Pick<Column, 'name' | 'required'>[],
  dialect: Dialect,
): HeaderCheck {
  const notes: string[] = [];
  const extras = new Set<string>();
  for (const file of files) {
    const names = file.columns.map(({ name }) => name);
    checkDelimiter(file, names, expected, dialect);
    checkIsHeader(file, names, expected);
    checkRepeated(file, names);
    const known = new Set(expected.map(({ name }) => name));
    const unknown = names.filter((name) => name !== '' && !known.has(name) && !RESERVED.has(name));
    checkMissing(file, names, unknown, expected);
    const absent = expected.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
    if (absent.length > 0)
      notes.push(`${file.name} lacks the optional ${columnList(absent)}, read as missing`);
    if (unknown.length > 0)
      notes.push(`${file.name} has ${columnList(unknown)}, unknown to the contract and ignored`);
    if (names.includes('')) notes.push(`${file.name} has a column without a name, ignored`);
    for (const name of unknown) extras.add(name);
  }
  return { extras: [...extras].sort(), notes };
}

function checkDelimiter(
  file: RawFile,
  names: readonly string[],
  expected: readonly { readonly name: string }[],
  { delimiter }: Dialect,
): void {
  if (file.format !== 'csv' || names.length > 1 || expected.length < 2) return;
  const header = names[0] ?? '';
  const known = new Set(expected.map(({ name }) => name));
  for (const [other, words] of Object.entries(DELIMITERS)) {
    if (other === delimiter || !header.split(other).some((name) => known.has(name.trim()))) continue;
    throw new InputError(
      `Expected columns of ${file.name} to be separated by ${DELIMITERS[delimiter] ?? `"${delimiter}"`}, found ${words}; set the dialect's delimiter in the contract`,
    );
  }
}

/** Data in the place of names: none that is expected, and values that hardly anybody names a column after. */
function checkIsHeader(
  file: RawFile,
  names: readonly string[],
  expected: readonly { readonly name: string }[],
): void {
  const known = new Set(expected.map(({ name }) => name.toLowerCase()));
  const values = names.filter((name) => VALUE.test(name));
  if (file.format !== 'csv' || values.length === 0 || names.some((name) => known.has(name.toLowerCase())))
    return;
  const shown = expected.slice(0, NAMES_LISTED).map(({ name }) => name);
  throw new InputError(
    `Expected the first line of ${file.name} to be a header, found values such as "${values[0]}" and no name of the contract; if the header line is missing, add one (${[...shown, ...(expected.length > shown.length ? ['…'] : [])].join(', ')})`,
  );
}

function checkRepeated(file: RawFile, names: readonly string[]): void {
  const first = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const key = name.toLowerCase();
    const before = first.get(key);
    if (before === undefined || name === '') first.set(key, i);
    else
      throw new InputError(
        `Expected each column of ${file.name} once, found "${names[before]}" in column ${before + 1} and "${name}" in column ${i + 1}; rename or remove one of them`,
      );
  }
}

function checkMissing(
  file: RawFile,
  names: readonly string[],
  unknown: readonly string[],
  expected: readonly Pick<Column, 'name' | 'required'>[],
): void {
  const missing = expected.filter(({ name, required }) => required && !names.includes(name));
  if (missing.length === 0) return;
  const guesses = missing.slice(0, NAMES_LISTED).flatMap(({ name }) => {
    const near = nearestName(name, unknown);
    return near ? [`is "${near}" meant to be "${name}"?`] : [];
  });
  const found = `found ${names.length} ${names.length === 1 ? 'column' : 'columns'} without ${missing.length === 1 ? 'it' : 'them'}`;
  const advice = [...guesses, 'correct the header, or the contract'].join(' ');
  throw new InputError(
    `Expected ${columnList(missing.map(({ name }) => name))} in the header of ${file.name}, ${found}; ${advice}`,
  );
}

function columnList(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_LISTED).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return `${names.length === 1 ? 'column' : 'columns'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
