import { dateText } from './date-text.ts';
import { intervalText, numberText, styleOfUnit } from './number-text.ts';

/** Spaces that must not break are written as plain ones here. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numberText()', () => {
  it.each([
    [99012, 'count', '99,012'],
    [0.49172, 'share', '49.2 %'],
    [0.83714, 'score', '0.837'],
    [-0.00001, 'score', '0.000'],
    [-0.25, 'score', '−0.250'],
    [12.345, { unit: 'USD' }, '$12.35'],
    [-12345.6, { unit: 'USD' }, '−$12,346'],
    [12.3, { unit: 'USD/month' }, '$12.30 a month'],
    [6.2345, { unit: 'count/week' }, '6.23 a week'],
    [41.26, { unit: 'percent' }, '41.3 %'],
    [15.1, { unit: 'months' }, '15.1 months'],
    [3, { unit: 'count/30 days' }, '3.00 in 30 days'],
    [Number.NaN, 'share', 'not known'],
  ] as const)('writes %d as %j: %s', (value, style, text) => {
    expect(plain(numberText(value, style))).toBe(text);
  });
});

describe('intervalText()', () => {
  it('names the unit once', () => {
    expect(plain(intervalText(0.489, 0.495, 'share'))).toBe('48.9 to 49.5 %');
    expect(plain(intervalText(1, 2, { unit: 'USD/month' }))).toBe('$1.00 to $2.00 a month');
  });
});

describe('styleOfUnit()', () => {
  it('reads probabilities as percent and plain scores as numbers', () => {
    expect(styleOfUnit('probability')).toBe('share');
    expect(styleOfUnit('score')).toBe('score');
    expect(styleOfUnit(null)).toBe('score');
    expect(styleOfUnit('minutes')).toEqual({ unit: 'minutes' });
  });
});

describe('dateText()', () => {
  it('writes dates out and leaves other texts alone', () => {
    expect(plain(dateText('2025-03-01'))).toBe('1 March 2025');
    expect(dateText('spring')).toBe('spring');
  });
});
