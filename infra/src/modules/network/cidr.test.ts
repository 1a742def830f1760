import fc from 'fast-check';
import { CidrError, overlap, parseCidr, subnetsOf } from './cidr.ts';

describe('parseCidr()', () => {
  it.each([
    ['10.20.0.0', 'a network such as 10.20.0.0/20, found "10.20.0.0"'],
    ['10.20.0.256/24', 'a network such as'],
    ['10.20.0.0/33', 'a network such as'],
    ['10.20.3.0/20', 'begins at its first address, 10.20.0.0/20, found 10.20.3.0/20'],
  ])('refuses %s', (text, message) => {
    expect(() => parseCidr(text)).toThrow(CidrError);
    expect(() => parseCidr(text)).toThrow(message);
  });
});

describe('subnetsOf()', () => {
  it('gives parts that lie within the range and apart from each other', () => {
    const range = fc.record({ bits: fc.integer({ min: 8, max: 24 }), at: fc.nat() });
    fc.assert(
      fc.property(range, fc.integer({ min: 0, max: 4 }), ({ bits, at }, more) => {
        const size = 2 ** (32 - bits);
        const first = Math.floor((at % 2 ** 32) / size) * size;
        const subnets = subnetsOf({ first, bits }, bits + more, 2 ** more).map(parseCidr);
        expect(subnets).toHaveLength(2 ** more);
        subnets.forEach((subnet, i) => {
          expect(subnet.first).toBe(first + (i * size) / 2 ** more);
          for (const other of subnets.slice(i + 1)) expect(overlap(subnet, other)).toBe(false);
        });
        const last = subnets.at(-1)!;
        expect(last.first + 2 ** (32 - last.bits)).toBe(first + size);
      }),
    );
  });

  it('refuses more than there is room for', () => {
    expect(() => subnetsOf(parseCidr('10.0.0.0/24'), 25, 3)).toThrow(
      'room for 3 subnets of /25, found a network of /24',
    );
  });
});
