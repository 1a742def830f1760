import type { IncomingMessage } from 'node:http';

/** Bytes of the room that the second part of a body makes; it doubles whenever it is full. */
const FIRST_ROOM_BYTES = 16 * 2 ** 10;

/** A body; `too large` where it goes beyond the limit, `no room` where others hold too much, `gone` where its client left. */
export type BodyRead = Uint8Array | 'too large' | 'no room' | 'gone';

/** How much of a body is read. */
export interface BodyLimits {
  /** Inclusive. */
  readonly maxBytes: number;
  /** Asked before so many bytes more are kept. */
  readonly tryHold: (bytes: number) => boolean;
}

/**
 * Reads a request's body. It stops at the first byte that may not be kept; what comes after it is thrown away as it
 * comes.
 *
 * A client chooses in what parts its body comes, down to single bytes, so that they are copied into one piece of memory:
 * a list of them would hold a hundred times what they say.
 */
export function readBody(request: IncomingMessage, { maxBytes, tryHold }: BodyLimits): Promise<BodyRead> {
  return new Promise((resolve) => {
    let room: Buffer = Buffer.alloc(0);
    let bytes = 0;
    const stop = (why: BodyRead): void => {
      request.off('data', keep);
      room = Buffer.alloc(0);
      resolve(why);
    };
    const keep = (part: Buffer): void => {
      const end = bytes + part.byteLength;
      if (end > maxBytes) return stop('too large');
      if (end > room.byteLength) {
        // A body that comes in one part, as most do, is kept as it is.
        const size =
          bytes === 0 ? end : Math.min(maxBytes, Math.max(FIRST_ROOM_BYTES, end, 2 * room.byteLength));
        if (!tryHold(size - room.byteLength)) return stop('no room');
        const larger = bytes === 0 ? part : Buffer.allocUnsafeSlow(size);
        if (bytes > 0) room.copy(larger, 0, 0, bytes);
        room = larger;
      }
      if (room !== part) part.copy(room, bytes);
      bytes = end;
    };
    request.on('data', keep);
    request.on('end', () => resolve(room.subarray(0, bytes)));
    request.on('close', () => resolve('gone'));
    request.on('error', () => resolve('gone'));
  });
}

/** How much of a body is thrown away. */
export interface DrainLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Throws away what comes of a request until it ends, its client leaves, or a limit is reached. */
export function drainBody(request: IncomingMessage, { maxBytes, timeoutMs }: DrainLimits): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      request.pause();
      resolve();
    };
    const timer = setTimeout(end, timeoutMs);
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.byteLength;
      if (bytes > maxBytes) end();
    });
    for (const event of ['end', 'close', 'error']) request.on(event, end);
  });
}
