import { randomStream, ratioInterval, wilsonInterval } from './index.ts';

const stream = randomStream(17);
const drawn = (share: number, rows: number) =>
  Array.from({ length: rows }).reduce<number>((sum) => sum + Number(stream.word() / 2 ** 32 < share), 0) /
  rows;

describe('wilsonInterval()', () => {
  it.each([
    [1, 170],
    [0, 10],
    [0.5, 100],
    [0.1, 50],
  ])('of %d over %i rows ends where the share is 1.96 standard errors away', (share, rows) => {
    const { value, low, high } = wilsonInterval(share, rows);
    expect(value).toBe(share);
    for (const end of [low, high].filter((other) => Math.abs(other - share) > 1e-12))
      expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / rows)).toBeCloseTo(1.959964, 6);
    expect([low <= share, share <= high, high - low > 0.01]).toEqual([true, true, true]);
  });

  it('says nothing of no rows', () => {
    expect(wilsonInterval(NaN, 0)).toEqual({ value: NaN, low: NaN, high: NaN });
  });
});

describe('ratioInterval()', () => {
  it('holds the true ratio in about 95 % of samples', () => {
    const covered = Array.from({ length: 400 }, () => {
      const { low, high } = ratioInterval(
        wilsonInterval(drawn(0.9, 100), 100),
        wilsonInterval(drawn(0.3, 400), 400),
      );
      return low <= 3 && 3 <= high;
    }).filter(Boolean).length;
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it('has a width where the share is 1, and none of it where the other may be 0', () => {
    const found = ratioInterval(wilsonInterval(1, 170), wilsonInterval(0.5, 17_000));
    expect(found.value).toBe(2);
    expect(found.low).toBeLessThan(1.96);
    expect(found.high).toBeGreaterThan(2.02);
    expect(ratioInterval(wilsonInterval(0, 10), wilsonInterval(0, 10)).value).toBeNaN();
  });
});
