import { customersOf } from './customers-of.ts';

describe('customersOf()', () => {
  it('finds more customers in packed bytes than in text, and one at least', () => {
    expect(customersOf('customers.parquet', 9_000)).toBe(100);
    expect(customersOf('customers.csv.gz', 9_001)).toBe(101);
    expect(customersOf('customers.csv', 9_000)).toBe(30);
    expect(customersOf('parts', 0)).toBe(1);
  });

  it('does not find fewer than the generated table has', () => {
    expect(customersOf('customers.parquet', 1_863_297)).toBeGreaterThanOrEqual(20_000);
  });
});
