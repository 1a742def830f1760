/** The ids 1 to n as 64-bit integers, written as pairs of 32 bits: no BigInt is made for a row. */
export function idsUpTo(n: number): BigInt64Array<ArrayBuffer> {
  const ids = new BigInt64Array(n);
  const words = new DataView(ids.buffer);
  for (let row = 0; row < n; row++) words.setUint32(8 * row + LOW_WORD, row + 1, LITTLE_ENDIAN);
  return ids;
}

/** Places in a list of times (milliseconds since 1970) as microseconds since 1970. */
export function microsecondsOf(places: Uint8Array, times: readonly number[]): BigInt64Array<ArrayBuffer> {
  const choices = times.map((time) => BigInt(time) * 1000n);
  const micros = new BigInt64Array(places.length);
  for (let row = 0; row < places.length; row++) micros[row] = choices[places[row]!]!;
  return micros;
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const LOW_WORD = LITTLE_ENDIAN ? 0 : 4;
