import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, ObjectNotFoundError } from '@engage/run';
import { asOrdinaryUser } from '../testing/as-ordinary-user.ts';
import { createFolderStore } from './folder-store.ts';
import { storageError } from './storage-error.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('createFolderStore()', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'store-'));
  });
  afterEach(async () => {
    await chmod(root, 0o755);
    await rm(root, { recursive: true, force: true });
  });

  it('gives back what was written and leaves nothing beside it', async () => {
    const store = createFolderStore(join(root, 'new'));
    await store.write('runs/1/a.json', 'old');
    await store.write('runs/1/a.json', new TextEncoder().encode('new'));
    expect(text(await store.read('runs/1/a.json'))).toBe('new');
    expect(await readdir(join(root, 'new/runs/1'))).toEqual(['a.json']);
  });

  it('shows a reader the old bytes or the new ones while it writes', async () => {
    const store = createFolderStore(root);
    const versions = ['a', 'b'].map((letter) => letter.repeat(300_000));
    await store.write('big', versions[0]!);
    const writes = Array.from({ length: 20 }, (_, i) => store.write('big', versions[i % 2]!));
    const reads = Array.from({ length: 40 }, () => store.read('big'));
    await Promise.all(writes);
    for (const read of await Promise.all(reads)) expect(versions).toContain(text(read));
  });

  it('lists by prefix in the order of the keys, and nothing where there is nothing', async () => {
    const store = createFolderStore(root);
    for (const key of ['b/2', 'b/10', 'a', 'b/c/1', 'bc']) await store.write(key, key);
    expect((await store.list('b')).map(({ key }) => key)).toEqual(['b/10', 'b/2', 'b/c/1', 'bc']);
    expect(await store.list('b/c/')).toEqual([{ key: 'b/c/1', bytes: 5 }]);
    expect(await store.list('none/')).toEqual([]);
    expect(await store.list('a/')).toEqual([]);
  });

  it('removes one object, everything below a prefix, or nothing', async () => {
    const store = createFolderStore(root);
    for (const key of ['x/1', 'x/2', 'y']) await store.write(key, key);
    await store.remove('y');
    await store.remove('x/');
    await store.remove('none');
    expect(await store.list('')).toEqual([]);
  });

  it('hashes the bytes as SHA-256', async () => {
    const store = createFolderStore(root);
    await store.write('abc', 'abc');
    expect(await store.sha256('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('says which object is missing', async () => {
    const store = createFolderStore(root);
    await expect(store.read('no/such')).rejects.toThrow(ObjectNotFoundError);
    await expect(store.sha256('no/such')).rejects.toThrow(
      `Expected an object at ${root}/no/such, found none`,
    );
    expect(await store.exists('no/such')).toBe(false);
  });

  it('refuses keys outside of the folder', async () => {
    const store = createFolderStore(join(root, 'a'));
    await expect(store.read('../b')).rejects.toThrow(RangeError);
  });

  it('tells a person about a file where a folder belongs', async () => {
    await writeFile(join(root, 'runs'), '');
    const write = createFolderStore(root).write('runs/1', 'x');
    await expect(write).rejects.toThrow(InputError);
    await expect(write).rejects.toThrow(/found a file where a folder belongs; move that file/);
  });

  it('tells a person about a folder without write permission', async () => {
    await chmod(root, 0o555);
    const write = await asOrdinaryUser(() => createFolderStore(root).write('a', 'x').catch(String));
    expect(write).toContain(`Expected to write to ${root}/a, found no permission; change its permissions`);
  });
});

describe('storageError()', () => {
  it.each([
    ['ENOSPC', 'a full disk; free some space'],
    ['EACCES', 'no permission; change its permissions'],
    ['EROFS', 'a read-only file system; choose another folder'],
  ])('turns %s into advice', (code, advice) => {
    const error = storageError(Object.assign(new Error('x'), { code }), 'write to', 'data/x');
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`Expected to write to data/x, found ${advice}`);
  });

  it('leaves other failures as they are', () => {
    const error = new Error('bug');
    expect(storageError(error, 'read', 'x')).toBe(error);
  });
});
