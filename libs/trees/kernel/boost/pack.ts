import { beginTasks, nextTask } from './barrier';
import * as P from './plan';
import { columnAt, rows, shareBegin, thread, word } from './state';

/** Puts exclusive columns together, then eight stored columns of a row beside each other. */
export function packColumns(): void {
  beginTasks();
  const stored = word(P.STORED);
  for (let its = nextTask(); its < stored; its = nextTask()) bundle(its);
  beginTasks();
  const begin = shareBegin(rows, thread);
  const end = shareBegin(rows, thread + 1);
  for (let block: u32 = 0; block < word(P.BLOCKS); block++) packBlock(block, begin, end);
}

/** The code of a bundle tells which member has a code other than the one that takes no room. */
function bundle(stored: u32): void {
  const begin = load<u32>(word(P.MEMBER_START) + (stored << 2));
  const end = load<u32>(word(P.MEMBER_START) + ((stored + 1) << 2));
  if (end - begin == 1) return;
  const target = load<u32>(word(P.STORED_CODES) + (stored << 2));
  memory.fill(target, 0, rows);
  for (let member = begin; member < end; member++) {
    const column = load<u32>(word(P.MEMBERS) + (member << 2));
    const record = columnAt(column);
    const implied = load<u32>(record, P.COLUMN_IMPLIED);
    const offset = load<u32>(record, P.COLUMN_OFFSET);
    const codes = word(P.CODES) + column * rows;
    for (let row: u32 = 0; row < rows; row++) {
      const code = <u32>load<u8>(codes + row);
      if (code != implied) store<u8>(target + row, <u8>(code + offset));
    }
  }
}

function packBlock(block: u32, begin: u32, end: u32): void {
  const record = word(P.BLOCK_TABLE) + block * P.BLOCK_BYTES;
  const first = load<u32>(record, P.BLOCK_FIRST);
  const size = load<u32>(record, P.BLOCK_SIZE);
  const target = word(P.BLOCK_CODES) + <usize>block * (<usize>rows << 3);
  for (let k: u32 = 0; k < size; k++) {
    const codes = load<u32>(word(P.STORED_CODES) + ((first + k) << 2));
    for (let row = begin; row < end; row++) store<u8>(target + (<usize>row << 3) + k, load<u8>(codes + row));
  }
}
