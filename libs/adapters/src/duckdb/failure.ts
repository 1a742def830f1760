import { InputError, QueryError } from '@engage/run';

/** DuckDB tells of the file system in words only. */
const STORAGE_WORDS: readonly (readonly [words: RegExp, found: string, advice: string])[] = [
  [/No space left on device|failed to offload data block/i, 'a full disk', 'free some space'],
  [/File too large/i, 'no room for a file of this size', 'free some space or raise the limit (ulimit -f)'],
  [
    /Permission denied/i,
    'no permission',
    'change the permissions of the folder or choose another one with --home',
  ],
  [/File name too long/i, 'a name that is too long', 'choose another folder with --home'],
  [/Read-only file system/i, 'a read-only file system', 'choose another folder with --home'],
];

/**
 * What went wrong with a statement: an InputError when the file system refused, with what to do about it; else a
 * QueryError with DuckDB's own words.
 */
export function failureOf(error: unknown, statement: string): InputError | QueryError {
  const message = String(error).replace(/^Error: /, '');
  const isStorage = /^(?:IO Error|Out of Memory Error)/.test(message);
  const known = STORAGE_WORDS.find(([words]) => isStorage && words.test(message));
  if (!known) return new QueryError(message, statement, error);
  const [, found, advice] = known;
  const path = /"([^"]+?)(?:\.tmp)?"/.exec(message)?.[1] ?? 'the temporary folder';
  return new InputError(`Expected to write to ${path}, found ${found}; ${advice}`, { cause: error });
}
