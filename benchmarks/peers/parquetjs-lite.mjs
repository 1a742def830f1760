// node parquetjs-lite.mjs FOLDER OUT ROWS COLUMN …: writes columns of doubles, row by row, and prints the seconds as JSON.
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const [folder, out, rowsText, ...columns] = process.argv.slice(2);
const rows = Number(rowsText);
const require = createRequire(join(folder, 'package.json'));
const parquet = require('parquetjs-lite');
const schema = new parquet.ParquetSchema(
  Object.fromEntries(columns.map((name) => [name, { type: 'DOUBLE', compression: 'SNAPPY' }])),
);
const begin = performance.now();
const writer = await parquet.ParquetWriter.openFile(schema, out);
for (let i = 0; i < rows; i++)
  await writer.appendRow(Object.fromEntries(columns.map((name, k) => [name, Math.sin(i * (k + 1)) * 100])));
await writer.close();
const write = (performance.now() - begin) / 1000;
const beginRead = performance.now();
const reader = await parquet.ParquetReader.openFile(out);
const cursor = reader.getCursor();
let read = 0;
while (await cursor.next()) read++;
await reader.close();
const seconds = (performance.now() - beginRead) / 1000;
process.stdout.write(JSON.stringify({ rows: read, write, read: seconds, bytes: statSync(out).size }));
