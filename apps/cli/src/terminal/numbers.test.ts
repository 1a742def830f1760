import { amount, count, duration, interval } from './numbers.ts';

describe('amount()', () => {
  it.each([
    [0.8361, undefined, '0.836'],
    [12.345, undefined, '12.35'],
    [123.45, undefined, '123.5'],
    [12345.6, undefined, '12,346'],
    [397, 'rows', '397'],
    [0.4916, 'share', '49.2 %'],
    [9.837, 'USD', '$9.84'],
    [-9.837, 'USD', '-$9.84'],
    [1234567.8, 'USD', '$1,234,568'],
    [-0.0001, undefined, '0.000'],
    [Number.NaN, undefined, 'unknown'],
  ])('%p in %p is %s', (value, unit, text) => {
    expect(amount(value, unit)).toBe(text);
  });
});

describe('interval()', () => {
  it('names the unit of shares once, and is empty without an interval', () => {
    const figure = { name: 'x', value: 0.5, source: 'y' };
    expect(interval({ ...figure, low: 0.4, high: 0.6, unit: 'share' })).toBe('40.0 to 60.0 %');
    expect(interval({ ...figure, low: 0.4, high: 0.6 })).toBe('0.400 to 0.600');
    expect(interval(figure)).toBe('');
  });
});

describe('duration()', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [18.4, '18 s'],
    [200, '3 min 20 s'],
    [119.7, '2 min 0 s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('count()', () => {
  it('separates thousands', () => {
    expect([count(1234567), count(12n)]).toEqual(['1,234,567', '12']);
  });
});
