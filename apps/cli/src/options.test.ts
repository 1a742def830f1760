import { folderName, moment, runDigits, wholeNumber } from './options.ts';

describe('wholeNumber()', () => {
  const read = wholeNumber(1, 1_000_000);
  it('reads digits, also with separators', () => {
    expect(['1', '1000000', '100_000', '100,000'].map(read)).toEqual([1, 1_000_000, 100_000, 100_000]);
  });
  it.each(['0', '1000001', '1.5', 'x', '', '1e3x', '-1'])('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow(`Expected a whole number from 1 to 1000000, found "${text}"`);
  });
});

describe('folderName()', () => {
  it('takes any name but an empty one', () => {
    expect(folderName('data')).toBe('data');
    for (const text of ['', '  ']) expect(() => folderName(text)).toThrow('found an empty one');
  });
});

describe('runDigits()', () => {
  it('takes the first digits of an id, or all of them', () => {
    expect(['a', '01AB', '0123456789abcdef'].map(runDigits)).toEqual(['a', '01ab', '0123456789abcdef']);
  });
  it.each(['', ' ', 'latest', '0123456789abcdef0', '../etc'])('refuses "%s"', (text) => {
    expect(() => runDigits(text)).toThrow(`found "${text}"; "npx engage runs" lists them`);
  });
});

describe('moment()', () => {
  it.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T12:30', '2026-03-01T12:30:00.000Z'],
    ['2026-03-01T12:30:15+02:00', '2026-03-01T10:30:15.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(moment(text)).toBe(iso);
  });
  it.each(['2026-02-30', '01.03.2026', 'yesterday', '2026-13-01', ''])('refuses "%s"', (text) => {
    expect(() => moment(text)).toThrow(`found "${text}"`);
  });
});
