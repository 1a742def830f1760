import { crc32, inflateRawSync } from 'node:zlib';

/** One file of an archive. */
export interface ZipEntry {
  /** Path with `/`. */
  readonly name: string;
  read(): Buffer;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Marks sizes and counts that stand in a ZIP64 record, which archives below 4 GB do not need. */
const IN_ZIP64 = 0xffffffff;

/**
 * The files of a zip archive, by its central directory (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16).
 *
 * @throws RangeError when the bytes are not a whole archive, or one with paths outside of its folder
 */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_BYTES > archive.length || archive.readUInt32LE(end) !== END_SIGNATURE)
    throw new RangeError(`Expected a zip archive, found ${archive.length} bytes without its directory`);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + CENTRAL_BYTES > end || archive.readUInt32LE(at) !== CENTRAL_SIGNATURE)
      throw new RangeError(`Expected a file's entry at byte ${at} of a zip archive, found none`);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const begin = at + CENTRAL_BYTES;
    const name = archive.toString('utf8', begin, begin + (nameBytes ?? 0));
    if (name.startsWith('/') || name.split('/').includes('..'))
      throw new RangeError(`Expected paths inside the archive's folder, found "${name}"`);
    const place = {
      method: archive.readUInt16LE(at + 10),
      checksum: archive.readUInt32LE(at + 16),
      packedBytes: archive.readUInt32LE(at + 20),
      offset: archive.readUInt32LE(at + 42),
    };
    if (!name.endsWith('/')) entries.push({ name, read: () => unpack(archive, name, place) });
    at = begin + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return entries;
}

interface Place {
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly offset: number;
}

function unpack(archive: Buffer, name: string, place: Place): Buffer {
  const { method, checksum, packedBytes, offset } = place;
  if (offset === IN_ZIP64 || packedBytes === IN_ZIP64 || (method !== STORED && method !== DEFLATED))
    throw new RangeError(`Expected "${name}" to be stored or deflated, found method ${method}`);
  if (offset + LOCAL_BYTES > archive.length || archive.readUInt32LE(offset) !== LOCAL_SIGNATURE)
    throw new RangeError(`Expected "${name}" at byte ${offset} of a zip archive, found something else`);
  const begin = offset + LOCAL_BYTES + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(begin, begin + packedBytes);
  const body = method === STORED ? packed : inflateRawSync(packed);
  if (crc32(body) !== checksum)
    throw new RangeError(`Expected "${name}" to match its checksum, found it damaged`);
  return body;
}
