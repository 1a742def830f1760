import type { Part } from './model-document.ts';

/** A model as UBJSON (draft 12, big-endian), numbers in the kinds that XGBoost reads them in. */
export function writeUbjson(document: Part): Uint8Array<ArrayBuffer> {
  const writer = new UbjsonWriter();
  writer.value(document);
  return writer.bytes();
}

class UbjsonWriter {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#at);
  }

  value(part: Part): void {
    if (typeof part === 'string') {
      this.#letter('S');
      this.#text(part);
    } else if (typeof part === 'number') this.#whole(part);
    else if (part instanceof Float32Array)
      this.#numbers('d', 4, part, (at, number) => this.#view.setFloat32(at, number));
    else if (part instanceof Int32Array)
      this.#numbers('l', 4, part, (at, number) => this.#view.setInt32(at, number));
    else if (part instanceof Uint8Array)
      this.#numbers('U', 1, part, (at, number) => this.#view.setUint8(at, number));
    else if (part instanceof Map) this.#record(part as ReadonlyMap<string, Part>);
    else if ('longs' in part)
      this.#numbers('L', 8, part.longs, (at, number) => this.#view.setBigInt64(at, BigInt(number)));
    else if ('singles' in part) this.#singles(part.singles);
    else this.#list(part as readonly Part[]);
  }

  #whole(number: number): void {
    const isSmall = number >= -128 && number < 128;
    this.#letter(isSmall ? 'i' : 'l');
    const at = this.#room(isSmall ? 1 : 4);
    if (isSmall) this.#view.setInt8(at, number);
    else this.#view.setInt32(at, number);
  }

  #record(entries: ReadonlyMap<string, Part>): void {
    this.#letter('{');
    for (const [name, below] of entries) {
      this.#text(name);
      this.value(below);
    }
    this.#letter('}');
  }

  #list(parts: readonly Part[]): void {
    this.#letter('[');
    this.#letter('#');
    this.#length(parts.length);
    for (const part of parts) this.value(part);
  }

  #singles(numbers: Float32Array): void {
    this.#letter('[');
    this.#letter('#');
    this.#length(numbers.length);
    for (const number of numbers) {
      this.#letter('d');
      const at = this.#room(4);
      this.#view.setFloat32(at, number);
    }
  }

  #numbers(
    kind: string,
    bytes: number,
    numbers: ArrayLike<number>,
    set: (at: number, value: number) => void,
  ): void {
    for (const letter of `[$${kind}#`) this.#letter(letter);
    this.#length(numbers.length);
    const start = this.#room(bytes * numbers.length);
    for (let i = 0; i < numbers.length; i += 1) set(start + bytes * i, numbers[i]!);
  }

  #text(text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.#length(encoded.length);
    const start = this.#room(encoded.length);
    this.#bytes.set(encoded, start);
  }

  #length(length: number): void {
    this.#letter('L');
    const at = this.#room(8);
    this.#view.setBigInt64(at, BigInt(length));
  }

  #letter(letter: string): void {
    const at = this.#room(1);
    this.#bytes[at] = letter.charCodeAt(0);
  }

  #room(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    if (this.#at > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#at);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
