import { DEFAULT_LIMITS } from '@engage/serving';
import { limitsOf } from './serve-limits.ts';

const choice = { maxRows: 1_000, maxBody: 4, maxConcurrent: 256 };

describe('limitsOf()', () => {
  it('gives the default limits unless told otherwise', () => {
    expect(limitsOf(choice, 450)).toEqual(DEFAULT_LIMITS);
    expect(limitsOf({ ...choice, rate: 5, maxConcurrent: 1_000 }, 450)).toMatchObject({
      maxPerSecond: 5,
      maxConcurrent: 1_000,
      maxConnections: 4_000,
    });
  });

  it('refuses more customers than fit a body, and says which body takes them', () => {
    const many = { ...choice, maxRows: 10_000 };
    expect(() => limitsOf(many, 450)).toThrow(
      'Expected 10000 customers of about 450 bytes to fit a body of 4 MiB, found room for 9320; lower --max-rows or choose --max-body 5',
    );
    expect(limitsOf({ ...many, maxBody: 5 }, 450)).toMatchObject({
      maxRows: 10_000,
      maxBodyBytes: 5 * 2 ** 20,
    });
    expect(limitsOf({ ...many, maxRows: 9_320 }, 450).maxRows).toBe(9_320);
  });

  it('lets all requests together hold some of the largest bodies', () => {
    expect(limitsOf({ ...choice, maxBody: 64 }, 450).maxHeldBytes).toBe(256 * 2 ** 20);
  });
});
