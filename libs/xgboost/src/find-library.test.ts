import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@engage/run';
import { findLibrary } from './find-library.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-library-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('findLibrary()', () => {
  it('prefers the library that the environment names', () => {
    const named = join(folder, 'libmine.so');
    writeFileSync(named, '');
    record('elsewhere.so');
    expect(findLibrary({ XGBOOST_LIBRARY: named }, folder)).toEqual({ path: named });
  });

  it('reads the record of the installer, below the native folder or elsewhere', () => {
    mkdirSync(join(folder, 'xgboost-3.4.1'));
    const installed = join(folder, 'xgboost-3.4.1', 'libxgboost.so');
    writeFileSync(installed, '');
    record('xgboost-3.4.1/libxgboost.so');
    expect(findLibrary({}, folder)).toEqual({ path: installed });
    record(installed);
    expect(findLibrary({ XGBOOST_LIBRARY: '' }, folder)).toEqual({ path: installed });
  });

  it('says what is missing and what to do', () => {
    expect(() => findLibrary({}, folder)).toThrow(InputError);
    expect(() => findLibrary({}, folder)).toThrow(/xgboost\.json .*install\.mjs/);
    record('gone.so');
    expect(() => findLibrary({}, folder)).toThrow(/gone\.so, found no file .*install\.mjs/);
    expect(() => findLibrary({ XGBOOST_LIBRARY: '/nowhere.so' }, folder)).toThrow(/\/nowhere\.so.*unset/);
  });
});

function record(path: string): void {
  writeFileSync(join(folder, 'xgboost.json'), JSON.stringify({ path, version: '3.4.1', source: 'pip' }));
}
