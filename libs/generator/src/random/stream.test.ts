import fc from 'fast-check';
import { Stream } from './stream.ts';

const drawsOf = (stream: Stream, customer: number): number[] => {
  stream.restart(customer);
  return Array.from({ length: 20 }, () => stream.bits());
};

describe('Stream', () => {
  it('gives the reference numbers of xoshiro128**', () => {
    // rand_xoshiro 0.6, Xoshiro128StarStar, state [1, 2, 3, 4].
    const stream = Stream.ofState(1, 2, 3, 4);
    const bits = Array.from({ length: 10 }, () => stream.bits() >>> 0);
    expect(bits).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('gives a customer the same draws whoever came before', () => {
    const customer = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.nat(), customer, fc.array(customer), (seed, wanted, others) => {
        const busy = new Stream(seed, 1);
        for (const other of others) drawsOf(busy, other);
        expect(drawsOf(busy, wanted)).toEqual(drawsOf(new Stream(seed, 1), wanted));
      }),
    );
  });

  it('gives other seeds, tables and customers other draws', () => {
    const streams = [
      drawsOf(new Stream(7, 1), 1),
      drawsOf(new Stream(8, 1), 1),
      drawsOf(new Stream(7 + 2 ** 32, 1), 1),
      drawsOf(new Stream(7, 2), 1),
      drawsOf(new Stream(7, 1), 2),
    ];
    const all = streams.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('has uncorrelated first draws across neighbouring customers', () => {
    const stream = new Stream(7, 1);
    const first = Array.from({ length: 100_001 }, (_, customer) => {
      stream.restart(customer);
      return stream.uniform() - 0.5;
    });
    const products = first.slice(1).map((value, index) => value * first[index]!);
    const correlation = (12 * products.reduce((sum, value) => sum + value, 0)) / products.length;
    // Standard error 0.0032.
    expect(Math.abs(correlation)).toBeLessThan(0.015);
    expect(Math.abs(first.reduce((sum, value) => sum + value, 0) / first.length)).toBeLessThan(0.004);
  });
});
