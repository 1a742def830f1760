import type { Stream } from '../random/stream.ts';
import type { TableBuffer } from '../table/table-buffer.ts';
import { csvHeader, csvLine, textRow } from '../table/text-rows.ts';
import { DIRT_KINDS, plantDefect } from './dirt.ts';
import type { PlantedRows } from './planted-rows.ts';

export interface DirtyRequest {
  readonly table: TableBuffer;
  readonly snapshots: readonly number[];
  readonly asOf: Date;
  /** Share of rows that get one defect each. */
  readonly share: number;
  readonly stream: Stream;
  /** Where each defect is written down. */
  readonly planted: PlantedRows;
}

/** Rows turned to bytes at a time, so that no single text grows beyond what a string can hold. */
const ROWS_PER_PART = 10_000;

/**
 * The table as CSV, for only text can carry every defect: one defect in each of the dirty rows, repeated rows at
 * the end of the file. Whether a row is dirty, and how, depends on the seed and the customer alone.
 */
export function dirtyCsv({ table, snapshots, asOf, share, stream, planted }: DirtyRequest): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const repeated: { line: string; customerId: number }[] = [];
  let lines = [csvHeader()];
  const flush = (): void => {
    if (lines.length > 0) parts.push(encoder.encode(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (let index = 0; index < table.rows; index++) {
    const cells = textRow(table, index, snapshots);
    const customerId = index + 1;
    stream.restart(customerId);
    if (stream.uniform() < share) {
      const kind = DIRT_KINDS[Math.floor(stream.uniform() * DIRT_KINDS.length)]!;
      const defect = plantDefect(stream, cells, kind, asOf);
      if (kind === 'duplicate_id') repeated.push({ line: csvLine(cells.values()), customerId });
      else planted.add({ ...defect, customerId, rowNumber: index + 1, planted: cells.get(defect.column)! });
    }
    lines.push(csvLine(cells.values()));
    if (lines.length >= ROWS_PER_PART) flush();
  }
  repeated.forEach(({ line, customerId }, index) => {
    lines.push(line);
    const id = String(customerId);
    const rowNumber = table.rows + index + 1;
    planted.add({
      customerId,
      rowNumber,
      kind: 'duplicate_id',
      column: 'customer_id',
      original: id,
      planted: id,
    });
  });
  flush();
  return Buffer.concat(parts);
}
