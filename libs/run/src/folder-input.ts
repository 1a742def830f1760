import { createHash } from 'node:crypto';
import type { RunInput } from './request.ts';

/** A file of a folder. */
export interface FolderFile {
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder as one input: its hash is over paths and hashes of its files, so that a file's name counts, too. */
export function folderInput(role: string, name: string, files: readonly FolderFile[]): RunInput {
  const hash = createHash('sha256');
  for (const { path, sha256 } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path}\0${sha256}\n`);
  return { role, name, bytes: files.reduce((sum, file) => sum + file.bytes, 0), sha256: hash.digest('hex') };
}
