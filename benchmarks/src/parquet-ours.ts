/**
 * Our side of the benchmark of Parquet, as a process of its own: `node parquet-ours.ts HOME KEY REPEATS COLUMN …`.
 * Reads the columns into one matrix of floats and writes them again as columns; prints the seconds.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderStore, createTableReader, createTableWriter } from '@engage/adapters';

const [home = '', key = '', repeats = '1', ...columns] = process.argv.slice(2);
const store = createFolderStore(home);
const reader = createTableReader(store);
const writer = createTableWriter(store);
const read: number[] = [];
const write: number[] = [];
let rows = 0;
for (let k = 0; k < Number(repeats); k++) {
  let begin = performance.now();
  const table = await reader.matrix(key, columns);
  read.push((performance.now() - begin) / 1000);
  rows = table.rows;
  const data = columns.map((name, column) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = table.values[row * columns.length + column]!;
    return { name, type: 'double' as const, values };
  });
  begin = performance.now();
  await writer.write('written.parquet', data);
  write.push((performance.now() - begin) / 1000);
}
const { size } = statSync(join(home, 'written.parquet'));
process.stdout.write(JSON.stringify({ rows, read, write, bytes: size }));
