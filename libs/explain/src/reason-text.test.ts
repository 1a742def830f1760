import fc from 'fast-check';
import type { ColumnWords, Style } from './column-words.ts';
import { comparable, labelText, missingText, quantityText, whetherText } from './reason-text.ts';
import { unitOf } from './unit.ts';

const words = (noun: string, unit: string | null, style: Style, whole = false): ColumnWords => ({
  noun,
  unit: unitOf(unit),
  style,
  whole,
});

describe('quantityText()', () => {
  it.each([
    [
      words('sessions', 'count/week', 'fewer', true),
      36,
      40,
      '4 fewer sessions a week than customers like them (36 against 40)',
    ],
    [
      words('stories', 'count/day', 'fewer', true),
      5,
      4,
      '1 more story a day than customers like them (5 against 4)',
    ],
    [words('sessions', 'count/week', 'fewer', true), 40, 40, 'sessions a week, typical (40)'],
    [words('feed time', 'minutes/day', 'less'), 20.4, 20.4, 'feed time a day, typical (20.4 minutes)'],
    [words('subscription', 'USD/month', 'less'), 0, 0, 'subscription a month, typical ($0)'],
    [words('rating', null, 'below'), 2.9, 2.90001, 'rating, typical (2.9)'],
    [
      words('feed time', 'minutes/day', 'less'),
      18.2,
      30.1,
      '12 minutes less feed time a day than customers like them (18 against 30 minutes)',
    ],
    [
      words('video watch', 'hours/week', 'less'),
      3.52,
      2.5,
      '1 hour more video watch a week than customers like them (3.5 against 2.5 hours)',
    ],
    [
      words('subscription', 'USD/month', 'less'),
      14.5,
      0,
      '$14.50 more subscription a month than customers like them ($14.50 against $0)',
    ],
    [
      words('profile completion', 'percent', 'below'),
      50,
      62.3,
      'profile completion 12 percentage points below customers like them (50 against 62 %)',
    ],
    [
      words('satisfaction score', 'score', 'below'),
      2.13,
      2.9,
      'satisfaction score 0.77 below customers like them (2.13 against 2.9)',
    ],
    [
      words('followers', 'count', 'fewer', true),
      1500,
      150,
      '1,350 more followers than customers like them (1,500 against 150)',
    ],
  ])('quantityText() %#', (column, value, typical, text) => {
    expect(quantityText(column, value, typical, 'peers')).toBe(text);
  });

  it('quantityText() compares with everyone, or with nobody', () => {
    const sessions = words('sessions', 'count/week', 'fewer', true);
    expect(quantityText(sessions, 3, 5, 'everyone')).toBe(
      '2 fewer sessions a week than the typical customer (3 against 5)',
    );
    expect(quantityText(sessions, 3, Number.NaN, 'everyone')).toBe('3 sessions a week');
  });

  it('quantityText() shows a difference that is the difference of what it shows', () => {
    const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (value, typical) => {
        const text = quantityText(words('rating', null, 'below'), value, typical, 'peers');
        if (text.includes(', typical (')) return;
        const number = '(−?[\\d,.]+)';
        const parts = new RegExp(
          `rating ${number} (below|above) customers like them \\(${number} against ${number}\\)`,
        ).exec(text);
        expect(parts).not.toBeNull();
        const [, delta, way, shown, median] = parts!;
        const valueOf = (shownText: string): number =>
          Number(shownText.replaceAll(',', '').replace('−', '-'));
        const difference = valueOf(shown!) - valueOf(median!);
        expect(Math.abs(difference)).toBeCloseTo(valueOf(delta!), 6);
        expect(way).toBe(difference < 0 ? 'below' : 'above');
        expect(way).toBe(value < typical ? 'below' : 'above');
      }),
    );
  });

  it('comparable() rounds by half a unit of the last decimal at most', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (value) => {
        const { shown, decimals } = comparable(words('rating', null, 'below'), value, 0);
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.5 / 10 ** decimals + 1e-9);
      }),
    );
  });
});

describe('labels', () => {
  const plan = words('account type', null, 'is');
  it('labelText() names what is usual', () => {
    expect(labelText(plan, 'Social_Media', 'Both', 'peers')).toBe(
      'account type is Social Media, where for most customers like them it is Both',
    );
    expect(labelText(plan, 'Free', 'Free', 'everyone')).toBe('account type is Free, as for most customers');
  });

  it('whetherText() negates', () => {
    const creator = words('is creator', null, 'whether');
    expect(whetherText(creator, true, false, 'peers')).toBe(
      'is creator, where most customers like them are not',
    );
    expect(whetherText(creator, false, false, 'peers')).toBe('is not creator, like most customers like them');
    expect(whetherText(words('has card', null, 'whether'), false, true, 'everyone')).toBe(
      'has no card, where most customers do',
    );
    expect(whetherText(words('partner', null, 'whether'), true, false, 'peers')).toBe(
      'partner is yes, where for most customers like them it is no',
    );
  });

  it('missingText() says what is not known', () => {
    expect(missingText(words('response rate', 'percent', 'below'))).toBe('no response rate known');
    expect(missingText(words('is creator', null, 'whether'))).toBe('not known: is creator');
  });
});
