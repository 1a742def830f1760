import { bestRoundOf, isExhausted } from './early-stopping.ts';

describe('bestRoundOf()', () => {
  it.each([
    [[], 0],
    [[0.5], 1],
    [[0.5, 0.4, 0.45], 2],
    [[0.5, 0.4, 0.4, 0.4], 2],
    [[NaN, 0.4], 2],
    [[NaN], 0],
  ])('of %j is %i', (history, best) => {
    expect(bestRoundOf(history)).toBe(best);
  });
});

describe('isExhausted()', () => {
  it('waits for as many rounds without improvement as patience says', () => {
    expect(isExhausted([0.5, 0.4, 0.41], 2)).toBe(false);
    expect(isExhausted([0.5, 0.4, 0.41, 0.4], 2)).toBe(true);
  });
});
