import { rateLimit } from './rate-limit.ts';

describe('rateLimit()', () => {
  it('take() lets each client have its own share, and more as time goes by', () => {
    const limit = rateLimit(2);
    expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 0)]).toEqual([0, 0, 1]);
    expect(limit.take('b', 0)).toBe(0);
    expect([limit.take('a', 500), limit.take('a', 500), limit.take('a', 1_000)]).toEqual([0, 1, 0]);
  });

  it('take() lets nobody save up more than a second’s worth', () => {
    const limit = rateLimit(3);
    limit.take('a', 0);
    const later = Array.from({ length: 5 }, () => limit.take('a', 3_600_000));
    expect(later).toEqual([0, 0, 0, 1, 1]);
  });

  it('take() tells how long to wait at less than one request a second', () => {
    const limit = rateLimit(0.1);
    expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 4_000)]).toEqual([0, 10, 6]);
  });

  it('take() forgets the client that came first when there are too many', () => {
    const limit = rateLimit(1);
    limit.take('first', 0);
    expect(limit.take('first', 0)).toBe(1);
    for (let i = 0; i < 10_000; i++) limit.take(`client ${i}`, 0);
    expect(limit.take('first', 0)).toBe(0);
  });
});
