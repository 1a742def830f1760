import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { drainBody, readBody } from './read-body.ts';

/** A request's body in parts, each of them as it is. */
function bodyIn(parts: readonly Uint8Array[]): IncomingMessage {
  return Readable.from(parts.map((part) => Buffer.from(part))) as IncomingMessage;
}

function limitsOf(maxBytes: number, maxHeldBytes = Infinity) {
  let heldBytes = 0;
  const tryHold = (bytes: number): boolean => {
    if (heldBytes + bytes > maxHeldBytes) return false;
    heldBytes += bytes;
    return true;
  };
  return { limits: { maxBytes, tryHold }, heldBytes: () => heldBytes };
}

const bytesOf = (count: number) => Uint8Array.from({ length: count }, (_, i) => i % 251);
const inParts = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size));

describe('readBody()', () => {
  it.each([1, 7, 1_000, 40_000, 100_000])('puts parts of %i bytes together', async (size) => {
    const bytes = bytesOf(100_000);
    const { limits, heldBytes } = limitsOf(100_000);
    const body = (await readBody(bodyIn(inParts(bytes, size)), limits)) as Uint8Array;
    expect(Buffer.compare(body, bytes)).toBe(0);
    expect(heldBytes()).toBeLessThan(2 * bytes.length);
  });

  it('gives an empty body for none', async () => {
    expect(await readBody(bodyIn([]), limitsOf(1).limits)).toHaveLength(0);
  });

  it('holds single bytes in as much memory as it says', async () => {
    const request = new Readable({ read: () => undefined }) as IncomingMessage;
    const { limits, heldBytes } = limitsOf(1_000_000);
    const body = readBody(request, limits);
    for (let i = 0; i < 100_000; i++) {
      request.emit('data', Buffer.of(i % 251));
    }
    expect(heldBytes()).toBe(2 ** 17);
    request.emit('end');
    expect(await body).toEqual(Buffer.from(bytesOf(100_000)));
  });

  it('stops at the first byte that is too much, for itself or for all', async () => {
    const parts = inParts(bytesOf(100), 10);
    expect(await readBody(bodyIn(parts), limitsOf(99).limits)).toBe('too large');
    expect(await readBody(bodyIn(parts), limitsOf(100, 99).limits)).toBe('no room');
  });

  it('says that the client is gone', async () => {
    const request = new Readable({ read: () => undefined }) as IncomingMessage;
    const body = readBody(request, limitsOf(9).limits);
    request.destroy();
    expect(await body).toBe('gone');
  });
});

describe('drainBody()', () => {
  it('ends with the body, at its limit, and when the time is over', async () => {
    const limits = { maxBytes: 50, timeoutMs: 60_000 };
    const ended = bodyIn([bytesOf(50)]);
    await drainBody(ended, limits);
    expect(ended.readableEnded).toBe(true);
    await drainBody(ended, limits);
    const endless = bodyIn(inParts(bytesOf(1_000), 10));
    await drainBody(endless, limits);
    expect(endless.readableEnded).toBe(false);
    await drainBody(new Readable({ read: () => undefined }) as IncomingMessage, {
      maxBytes: 50,
      timeoutMs: 10,
    });
  });
});
