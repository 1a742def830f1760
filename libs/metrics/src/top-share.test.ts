import { liftAt, precisionAt } from './index.ts';

describe('precisionAt()', () => {
  it('breaks ties by the lower key, whatever the order of the rows', () => {
    const keys = ['c', 'a', 'b'];
    expect(precisionAt([0, 1, 0], [0.5, 0.5, 0.5], 1 / 3, { keys })).toBe(1);
    expect(precisionAt([1, 0, 0], [0.5, 0.5, 0.5], 1 / 3, { keys: [1, 3, 2] })).toBe(1);
    expect(precisionAt([0, 0, 1], [0.5, 0.5, 0.5], 1 / 3, { keys: [2, 3, 1] })).toBe(1);
  });

  it('counts ties at the cut pro rata without keys', () => {
    expect(precisionAt([0, 1, 0], [0.5, 0.5, 0.5], 1 / 3)).toBeCloseTo(1 / 3, 12);
    expect(precisionAt([1, 1, 0], [0.9, 0.5, 0.5], 2 / 3)).toBeCloseTo(0.75, 12);
  });

  it('rounds the number of rows up, and 10 % of 30 is 3', () => {
    const labels = Array.from({ length: 30 }, (_, row) => (row < 3 ? 1 : 0));
    const scores = labels.map((_, row) => -row);
    expect(precisionAt(labels, scores, 0.1)).toBe(1);
    expect(precisionAt(labels, scores, 0.11)).toBe(0.75);
  });

  it('refuses a share outside (0, 1]', () => {
    expect(() => precisionAt([0, 1], [0.1, 0.2], 0)).toThrow(RangeError);
    expect(() => precisionAt([0, 1], [0.1, 0.2], 1.1)).toThrow('found 1.1');
  });
});

describe('liftAt()', () => {
  it('is 1 for everybody, and NaN without positives', () => {
    expect(liftAt([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], 1)).toBe(1);
    expect(liftAt([0, 0], [0.1, 0.2], 0.5)).toBeNaN();
  });
});
