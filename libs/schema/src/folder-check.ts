import type { Check } from './column-checks.ts';
import type { Column } from './contract.ts';
import { quoted, sqlText } from './sql-text.ts';

/** A folder's name has 255 bytes on every file system; what a name leaves of them is room enough for a value. */
const MOST_NAME_BYTES = 54;
const MOST_VALUE_BYTES = 200;
/** Folders of these names mean null to whoever reads them; engines do not mind the case. */
const NULL_FOLDERS = ['null', '__hive_default_partition__'];
const WORDS = `text that a folder of the results can be named after (at most ${MOST_VALUE_BYTES} bytes once it is URL-encoded, and neither empty, NULL nor __HIVE_DEFAULT_PARTITION__)`;

/**
 * Checks that `column=value/` folders can carry the values of a partition column; none are needed where the
 * contract lists the values.
 */
export function folderChecks(column: Column): Check[] {
  if (column.values !== null) return [];
  const value = quoted(column.name);
  // the engines' url_encode differs in these three signs
  const encoded = `replace(replace(replace(url_encode(${value}), '+', '%20'), '*', '%2A'), '~', '%7E')`;
  const names = ['', ...NULL_FOLDERS].map(sqlText).join(', ');
  return [
    {
      code: 'folder',
      reason: `${column.name}: expected ${WORDS}, found another`,
      broken: `coalesce(lower(${value}) in (${names}) or length(${encoded}) > ${MOST_VALUE_BYTES}, false)`,
    },
  ];
}

/** Why a folder cannot carry a value, as what was expected instead; null when it can. */
export function folderValueFault(value: string): string | null {
  const isNull = value === '' || NULL_FOLDERS.includes(value.toLowerCase());
  return isNull || encodedBytes(value) > MOST_VALUE_BYTES ? WORDS : null;
}

/** The same for a column's name, which is the first half of the folder's. */
export function folderNameFault(name: string): string | null {
  return encodedBytes(name) > MOST_NAME_BYTES
    ? `a name of at most ${MOST_NAME_BYTES} bytes once it is URL-encoded, since folders are named after it`
    : null;
}

/** Bytes of a text in which every byte but letters, digits and `-_.` becomes `%XX`. */
function encodedBytes(text: string): number {
  return Buffer.from(text).reduce((sum, byte) => sum + (/[\w.-]/.test(String.fromCharCode(byte)) ? 1 : 3), 0);
}
