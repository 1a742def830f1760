import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@engage/run';
import { makeFolder } from './make-folder.ts';

describe('makeFolder()', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'folders-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('makes every folder on the way, once, by many at a time', async () => {
    const path = join(root, 'a/b/c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('tells a person about a file on the way', async () => {
    await writeFile(join(root, 'a'), '');
    await expect(makeFolder(join(root, 'a/b'))).rejects.toThrow(
      `Expected to write to ${join(root, 'a')}, found a file where a folder belongs`,
    );
  });

  const places = process.platform === 'linux' ? ['/proc/no-such'] : [join('/dev/null', 'no-such')];
  it.each(places)('ends where no folder can be made, at %s', async (place) => {
    const made = makeFolder(join(place, 'folder'));
    await expect(made).rejects.toThrow(InputError);
    await expect(made).rejects.toThrow(/^Expected to write to /);
  });
});
