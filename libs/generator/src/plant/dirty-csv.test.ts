import { COLUMNS } from '../columns.ts';
import { Customer, type ColumnName } from '../customer.ts';
import { drawCustomer } from '../draw/draw-customer.ts';
import { drawOutcomes } from '../draw/outcomes.ts';
import { INVARIANTS } from '../invariants.ts';
import { Stream } from '../random/stream.ts';
import { snapshotsBefore } from '../snapshots.ts';
import { createTableBuffer } from '../table/table-buffer.ts';
import { DIRT_KINDS } from './dirt.ts';
import { dirtyCsv } from './dirty-csv.ts';
import { PlantedRows, type PlantedRow } from './planted-rows.ts';

const ROWS = 3_000;
const asOf = new Date('2026-03-01T00:00:00Z');
const snapshots = snapshotsBefore(asOf);

function table(rows: number) {
  const buffer = createTableBuffer(rows, snapshots);
  const customer = new Customer();
  const traits = { activity: 0, sociability: 0, quality: 0, commitment: 0 };
  const outcomes = {
    expectedEngagement: 0,
    trueChurnProbability: 0,
    expectedRevenueUsd: 0,
    revenueUsd: 0,
    leftUnbiased: 0,
  };
  for (let row = 0; row < rows; row++) {
    const stream = new Stream(7, 1);
    stream.restart(row + 1);
    customer.customer_id = row + 1;
    drawCustomer(stream, customer, traits, null);
    drawOutcomes(stream, customer, outcomes, 0);
    buffer.set(row, customer);
  }
  return buffer;
}

/** Rows of a CSV without quoted line ends. */
function parse(csv: Uint8Array): string[][] {
  const lines = new TextDecoder().decode(csv).trimEnd().split('\n');
  return lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
      .slice(0, COLUMNS.length)
      .map(([, cell]) => (cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!)),
  );
}

/** Reads a cell as the strict contract would; null when it cannot be read. */
function valueOf(index: number, cell: string): number | null {
  const { kind, words } = COLUMNS[index]!;
  if (cell === '') return NaN;
  if (words) return words.includes(cell) ? words.indexOf(cell) : null;
  if (kind === 'boolean') return cell === 'true' ? 1 : cell === 'false' ? 0 : null;
  if (kind === 'timestamp') {
    const time = Date.parse(cell);
    return Number.isNaN(time) || time > asOf.getTime() ? null : time;
  }
  return /^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell) ? Number(cell) : null;
}

function isSound(cells: string[]): boolean {
  const customer = new Customer();
  for (const [index, cell] of cells.entries()) {
    const value = valueOf(index, cell);
    if (value === null) return false;
    customer[COLUMNS[index]!.name] = value;
  }
  return INVARIANTS.every(({ holds }) => holds(customer));
}

function dirty(share: number, rows = ROWS) {
  const planted = new PlantedRows();
  const stream = new Stream(7, 4);
  const bytes = dirtyCsv({ table: table(rows), snapshots, asOf, share, stream, planted });
  const [header, ...body] = parse(bytes);
  const list: PlantedRow[] = [...planted];
  return { bytes, header: header!, body, planted: list };
}

describe('dirtyCsv()', () => {
  it('plants one defect in each dirty row, of every kind, and writes down where', () => {
    const { header, body, planted } = dirty(0.3);
    expect(header).toEqual(COLUMNS.map(({ name }) => name));
    expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(DIRT_KINDS));
    const clean = dirty(0).body;
    const rows = new Set<number>();
    for (const { kind, customerId, rowNumber, column, original, planted: value } of planted) {
      const index = header.indexOf(column);
      const cells = body[rowNumber - 1]!;
      rows.add(rowNumber);
      expect(cells[index]).toBe(value);
      if (kind === 'duplicate_id') {
        expect(cells).toEqual(clean[customerId - 1]);
        continue;
      }
      expect(original).toBe(clean[customerId - 1]![index]);
      expect(cells.toSpliced(index, 1)).toEqual(clean[customerId - 1]!.toSpliced(index, 1));
      expect({ kind, column, value, sound: isSound(cells) }).toEqual({ kind, column, value, sound: false });
    }
    expect(rows.size).toBe(planted.length);
    const untouched = body.filter((_, row) => !rows.has(row + 1));
    expect(untouched.length).toBe(body.length - planted.length);
    expect(untouched.every(isSound)).toBe(true);
  });

  it('repeats duplicated rows at the end of the file', () => {
    const { body, planted } = dirty(0.3);
    const duplicates = planted.filter(({ kind }) => kind === 'duplicate_id');
    expect(duplicates.map(({ rowNumber }) => rowNumber)).toEqual(
      duplicates.map((_, index) => ROWS + index + 1),
    );
    expect(body.length).toBe(ROWS + duplicates.length);
  });

  it('dirties the stated share of rows, the same customers whatever their number', () => {
    const { planted } = dirty(0.05);
    expect(Math.abs(planted.length / ROWS - 0.05)).toBeLessThan(0.012);
    const few = dirty(0.05, 500).planted.filter(({ kind }) => kind !== 'duplicate_id');
    const same = planted.filter(({ kind, customerId }) => kind !== 'duplicate_id' && customerId <= 500);
    expect(few).toEqual(same);
  });

  it('gives the same bytes again', () => {
    expect(Buffer.from(dirty(0.2).bytes).equals(dirty(0.2).bytes)).toBe(true);
  });

  it('breaks every rule across columns somewhere', () => {
    const columns = new Set<ColumnName | string>(
      dirty(1)
        .planted.filter(({ kind }) => kind === 'inconsistent_row')
        .map(({ column }) => column),
    );
    expect(columns.size).toBe(7);
  });
});
