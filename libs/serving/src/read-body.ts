import type { IncomingMessage } from 'node:http';

/** Bytes of a body that is too large, in times of the limit, that are still taken so that its client hears why. */
const PATIENCE = 8;

/** A body; `too large` where it went beyond the limit, `gone` where its client left. */
export type BodyRead = Uint8Array | 'too large' | 'gone';

/**
 * Reads a request's body, keeping no more than the limit. What comes after it is thrown away as it comes.
 *
 * @param maxBytes inclusive
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      chunks.length = 0;
      if (bytes > PATIENCE * maxBytes) resolve('too large');
    });
    request.on('end', () => {
      if (bytes > maxBytes) return resolve('too large');
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('close', () => resolve('gone'));
    request.on('error', () => resolve('gone'));
  });
}
