/** A range of IPv4 addresses. */
export interface Cidr {
  /** First address, as a number below 2³². */
  readonly first: number;
  /** Length of the prefix. */
  readonly bits: number;
}

/** Text that is no range of addresses; the message begins after "expected". */
export class CidrError extends Error {
  override readonly name = 'CidrError';
}

/** @throws CidrError for anything but the first address of a range and its length */
export function parseCidr(text: string): Cidr {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const [a, b, c, d, bits] = (match ?? []).slice(1).map(Number) as [number, number, number, number, number];
  if (!match || [a, b, c, d].some((byte) => byte > 255) || bits > 32)
    throw new CidrError(`a network such as 10.20.0.0/20, found "${text}"`);
  const first = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const size = 2 ** (32 - bits);
  if (first % size !== 0)
    throw new CidrError(
      `a network that begins at its first address, ${textOf(first - (first % size), bits)}, found ${text}`,
    );
  return { first, bits };
}

/** Whether all addresses of a range belong to another. */
export function isWithin(inner: Cidr, outer: Cidr): boolean {
  return inner.bits >= outer.bits && overlap(inner, outer);
}

export function overlap(one: Cidr, other: Cidr): boolean {
  const end = ({ first, bits }: Cidr): number => first + 2 ** (32 - bits);
  return one.first < end(other) && other.first < end(one);
}

/**
 * The first of equal parts of a range, as many as asked for.
 *
 * @param bits length of each part's prefix
 * @throws CidrError when there is no room for them
 * @example subnetsOf(parseCidr('10.20.0.0/20'), 24, 2) // ['10.20.0.0/24', '10.20.1.0/24']
 */
export function subnetsOf(range: Cidr, bits: number, count: number): string[] {
  const size = 2 ** (32 - bits);
  if (bits < range.bits || count * size > 2 ** (32 - range.bits))
    throw new CidrError(`room for ${count} subnets of /${bits}, found a network of /${range.bits}`);
  return Array.from({ length: count }, (_, i) => textOf(range.first + i * size, bits));
}

function textOf(first: number, bits: number): string {
  const byte = (shift: number): number => Math.floor(first / 2 ** shift) % 256;
  return `${byte(24)}.${byte(16)}.${byte(8)}.${byte(0)}/${bits}`;
}
