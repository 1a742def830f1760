import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyContract } from '@engage/testing';
import { hashInputs } from './hash-inputs.ts';

describe('hashInputs()', () => {
  let folder: string;
  const contract = tinyContract();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inputs-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string, body: string) => {
    writeFileSync(join(folder, name), body);
    return join(folder, name);
  };

  it('hashes a file by its bytes', async () => {
    expect(await hashInputs(file('t.csv', 'abc'), contract, null)).toEqual([
      {
        role: 'table',
        name: 't.csv',
        bytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ]);
  });

  it('hashes a folder by every file in it, names included', async () => {
    mkdirSync(join(folder, 'table'));
    const hash = async () => (await hashInputs(join(folder, 'table/'), contract, null))[0]!.sha256;
    file('table/a.csv', 'a');
    const one = await hash();
    file('table/b.csv', 'b');
    const two = await hash();
    renameSync(join(folder, 'table/b.csv'), join(folder, 'table/c.csv'));
    const renamed = await hash();
    expect(new Set([one, two, renamed]).size).toBe(3);
    renameSync(join(folder, 'table/c.csv'), join(folder, 'table/b.csv'));
    expect(await hash()).toBe(two);
  });

  it('adds the outcomes that the contract names beside the table, and the truth', async () => {
    const [model, ...others] = contract.models;
    const later = { ...model!, outcome: { file: 'outcomes.csv', key: 'id', name: 'x' } };
    const its = { ...contract, models: [later, ...others] };
    const table = file('t.csv', 'abc');
    await expect(hashInputs(table, its, null)).rejects.toThrow(
      /outcomes\.csv, found nothing; the contract names it/,
    );
    file('outcomes.csv', 'x');
    mkdirSync(join(folder, 'truth'));
    file('truth/t.parquet', 'y');
    const inputs = await hashInputs(table, its, join(folder, 'truth'));
    expect(inputs.map(({ role }) => role)).toEqual(['table', 'outcomes.csv', 'truth']);
  });
});
