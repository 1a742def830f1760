import { InputError, QueryError } from '@engage/run';
import { failureOf } from './failure.ts';

describe('failureOf()', () => {
  it.each([
    [
      'IO Error: Could not write file "/data/x.parquet": No space left on device',
      'Expected to write to /data/x.parquet, found a full disk; free some space',
    ],
    [
      'Out of Memory Error: failed to offload data block of size 256.0 KiB (896.0 KiB/921.5 KiB used).',
      'Expected to write to the temporary folder, found a full disk; free some space',
    ],
    [
      'IO Error: Cannot open file "/data/x.parquet": Permission denied',
      'Expected to write to /data/x.parquet, found no permission; change the permissions of the folder or choose another one with --home',
    ],
    [
      'IO Error: Cannot open file "/data/x.parquet.tmp": Read-only file system',
      'Expected to write to /data/x.parquet, found a read-only file system; choose another folder with --home',
    ],
  ])('says what to do about: %s', (words, message) => {
    const failure = failureOf(new Error(words), 'copy …');
    expect(failure).toBeInstanceOf(InputError);
    expect(failure.message).toBe(message);
  });

  it('keeps everything else in the words of the engine, a value that reads like a full disk too', () => {
    const words = 'Conversion Error: Could not convert string "No space left on device" to INT32';
    const failure = failureOf(new Error(words), 'select 1');
    expect(failure).toBeInstanceOf(QueryError);
    expect(failure.message).toBe(words);
  });
});
