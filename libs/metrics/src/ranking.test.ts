import fc from 'fast-check';
import { rankDescending } from './index.ts';

describe('rankDescending()', () => {
  it('sorts any finite numbers as a comparison does, equal ones by row', () => {
    const score = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 0.5, -0.5, 1e-300, -1e-300, Number.MAX_VALUE),
    );
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), (scores) => {
        const expected = scores.map((_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b);
        expect([...rankDescending(scores).order]).toEqual(expected);
      }),
    );
  });

  it('knows where groups of equal scores end', () => {
    expect([...rankDescending([1, 3, 3, 2, 1]).ends]).toEqual([2, 3, 5]);
    expect([...rankDescending([0, -0]).ends]).toEqual([2]);
    expect([...rankDescending([]).ends]).toEqual([]);
  });

  it('sorts ties by key: numbers as numbers, texts as texts', () => {
    expect([...rankDescending([1, 1, 2, 1], [10, 9, 8, 2]).order]).toEqual([2, 3, 1, 0]);
    expect([...rankDescending([1, 1], ['b', 'a']).order]).toEqual([1, 0]);
    expect(() => rankDescending([1, 2], ['a'])).toThrow('Expected 2 keys, found 1');
  });
});
