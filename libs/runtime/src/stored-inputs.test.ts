import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore } from '@engage/adapters/folder';
import { InputError } from '@engage/run';
import { tinyContract } from '@engage/testing';
import { storedInputs } from './stored-inputs.ts';

describe('storedInputs()', () => {
  const home = mkdtempSync(join(tmpdir(), 'engage-inputs-'));
  const store = createFolderStore(home);
  const contract = tinyContract();
  const outcome = { file: 'outcomes.csv', key: 'id', name: 'x' };
  const withOutcomes = { models: contract.models.map((model) => ({ ...model, outcome })) };
  afterAll(() => rmSync(home, { recursive: true }));

  it('hashes a file by its bytes, and never takes a longer name for it', async () => {
    await store.write('raw/t.csv', 'abc');
    await store.write('raw/t.csv.old', 'abcd');

    expect(await storedInputs(store, 'raw/t.csv', contract)).toEqual([
      {
        role: 'table',
        name: 't.csv',
        bytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ]);
  });

  it('hashes a folder by every file in it, names included, hidden ones left out', async () => {
    const hash = async () => (await storedInputs(store, 'raw/parts/', contract))[0]!;
    await store.write('raw/parts/a.csv', 'a');
    const one = await hash();
    await store.write('raw/parts/.hidden', 'b');
    expect(await hash()).toEqual(one);
    await store.write('raw/parts/b.csv', 'b');
    const two = await hash();

    expect(two).toMatchObject({ role: 'table', name: 'parts', bytes: 2 });
    expect(two.sha256).not.toBe(one.sha256);
  });

  it('takes outcomes from beside the table, once, and says what is missing', async () => {
    const inputs = () => storedInputs(store, 'raw/t.csv', withOutcomes);
    await expect(inputs()).rejects.toThrow(InputError);
    await expect(inputs()).rejects.toThrow('outcomes.csv, found nothing; put it there');
    await store.write('raw/outcomes.csv', 'x');

    expect((await inputs()).map(({ role }) => role)).toEqual(['table', 'outcomes.csv']);
  });
});
