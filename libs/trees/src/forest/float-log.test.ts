import { floatLog } from './float-log.ts';

describe('floatLog()', () => {
  // Printed by a C program with the GNU C library 2.36: `logf(x)` where it is not the nearest float.
  it.each([
    [0.9757298231124878, -0.024569550529122353],
    [1.6492308378219604, 0.5003089904785156],
    [0.9874788522720337, -0.01260019838809967],
    [0.9779494404792786, -0.02229730598628521],
    [1.008453130722046, 0.008417603559792042],
    [1.090321660041809, 0.08647274971008301],
  ])('gives logf(%d) as the C library rounds it', (x, expected) => {
    expect(floatLog(x)).toBe(expected);
    expect(Math.fround(Math.log(x))).not.toBe(expected);
  });

  it('is within one unit in the last place of the logarithm', () => {
    for (let i = 1; i < 20_000; i += 1) {
      const x = Math.fround(i * 1.37e-3);
      const exact = Math.log(x);
      expect(Math.abs(floatLog(x) - exact)).toBeLessThanOrEqual(1.2e-7 * Math.abs(exact));
    }
  });

  it.each([0, -1, Infinity, NaN])('gives the logarithm of %d', (x) => {
    expect(floatLog(x)).toBe(Math.log(x));
  });
});
