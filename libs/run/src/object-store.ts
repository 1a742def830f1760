/** One stored object. */
export interface StoredObject {
  /** Path below the store's root, with `/`. */
  readonly key: string;
  readonly bytes: number;
}

/** A folder or a bucket. Keys use `/` and never start with it. */
export interface ObjectStore {
  /** @throws ObjectNotFoundError */
  read(key: string): Promise<Uint8Array>;
  exists(key: string): Promise<boolean>;
  /** Atomic: a reader sees the old bytes or the new ones, never half of them. */
  write(key: string, body: Uint8Array | string): Promise<void>;
  /** All objects whose key starts with the prefix, sorted by key. */
  list(prefix: string): Promise<StoredObject[]>;
  /** Removes one object, or with a trailing `/` everything below; removing nothing is no error. */
  remove(keyOrPrefix: string): Promise<void>;
  /** SHA-256 of an object, in lower-case hex, read as a stream. */
  sha256(key: string): Promise<string>;
  /** The address that a query engine or a person can open: a path or an `s3://` URI. */
  location(key: string): string;
}

/** There is no object under that key. */
export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';
  readonly key: string;
  constructor(key: string, location: string) {
    super(`Expected an object at ${location}, found none`);
    this.key = key;
  }
}
