import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindApi, PROTOTYPES, type XgboostApi } from './c-api.ts';
import { LIBRARY_PATH } from './testing/installed-library.ts';

const HEADER = readFileSync(join(import.meta.dirname, 'golden/c_api-1.7.4.h'), 'utf8');
const names = Object.keys(PROTOTYPES) as (keyof XgboostApi)[];

describe('PROTOTYPES', () => {
  it.each(names)('%s is declared as in the C header', (name) => {
    const declared = HEADER.split('\n').find((line) => new RegExp(`\\b${name}\\(`).test(line));
    expect(typesOf(PROTOTYPES[name])).toEqual(typesOf(declared ?? ''));
  });
});

describe('bindApi()', () => {
  it('resolves every function in the installed library', () => {
    expect(Object.keys(bindApi(LIBRARY_PATH)).sort()).toEqual([...names].sort());
  });

  it('fails when a library lacks the functions', () => {
    expect(() => bindApi('libm.so.6')).toThrow(/XGBoostVersion/);
  });
});

/** A prototype as name, result type and parameter types, with what the binding simplifies simplified. */
function typesOf(prototype: string): string[] {
  const [, result = '', name = '', parameters = ''] = /^(.*?)(\w+)\s*\((.*)\);?$/.exec(prototype) ?? [];
  const types = parameters.split(',').map((parameter) => {
    const spaced = parameter.replace(/\b(const|_Out_|void$)/g, ' ').replaceAll('*', ' * ');
    const words = spaced.trim().split(/\s+/);
    const last = words.pop() ?? '';
    // An array is a pointer; results that point into the library's memory are taken as addresses.
    const type = words.join('') + (last.endsWith('[]') ? '*' : '');
    const isAddress = /^(bst_ulong|float)\*\*$|^char\*\*\*$/.test(type) || last === 'out_dptr';
    return isAddress ? 'void**' : type.replace(/^\w+(Handle|Reset\w+\*|CallbackNext\*)/, 'void*');
  });
  const plain = types.map((type) => type.replace('bst_ulong', 'uint64_t'));
  return [name, result.replace(/\bconst\b/, '').replaceAll(' ', ''), ...plain];
}
