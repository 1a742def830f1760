import { InputError } from '@engage/run';

/** What a person can do about a file system that refuses. */
const ADVICE: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ENOSPC: ['a full disk', 'free some space or choose another folder with --home'],
  EDQUOT: ['a used-up disk quota', 'free some space or choose another folder with --home'],
  EFBIG: ['no room for a file of this size', 'free some space or raise the limit (ulimit -f)'],
  EACCES: ['no permission', 'change its permissions or choose another folder with --home'],
  EPERM: ['no permission', 'change its permissions or choose another folder with --home'],
  EROFS: ['a read-only file system', 'choose another folder with --home'],
  ENOTDIR: ['a file where a folder belongs', 'move that file or choose another folder with --home'],
  EEXIST: ['a file where a folder belongs', 'move that file or choose another folder with --home'],
  EISDIR: ['a folder where a file belongs', 'move that folder or choose another one with --home'],
  EMFILE: ['too many open files', 'raise the limit (ulimit -n) or close other programs'],
};

/**
 * A failure of the file system as something a person can act on; any other failure comes back as it is.
 *
 * @param doing what was tried, as in "write to"
 */
export function storageError(error: unknown, doing: 'write to' | 'read', location: string): unknown {
  const known = ADVICE[codeOf(error)];
  if (!known) return error;
  const [found, advice] = known;
  return new InputError(`Expected to ${doing} ${location}, found ${found}; ${advice}`, { cause: error });
}

/** The system's code of a failure ("ENOENT"), or an empty text. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
