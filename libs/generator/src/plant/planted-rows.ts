import type { ColumnData } from '@engage/run';

/** One value that was planted: where, what kind, and what it was before. */
export interface PlantedRow {
  readonly customerId: number;
  /** Data row in the written file, counted from 1. */
  readonly rowNumber: number;
  /** `leak`, `bias`, `drift`, or a kind of dirt. */
  readonly kind: string;
  /** The column that was changed; for drift the trait `activity`. */
  readonly column: string;
  readonly original: string;
  readonly planted: string;
}

/** Everything that was planted, row by row, in the order in which it was. */
export class PlantedRows {
  private readonly rows: PlantedRow[] = [];

  add(row: PlantedRow): void {
    this.rows.push(row);
  }

  [Symbol.iterator](): Iterator<PlantedRow> {
    return this.rows[Symbol.iterator]();
  }

  /** Number of rows planted by kind. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of this.rows) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  /** The columns of `truth/planted.parquet`. */
  columns(): ColumnData[] {
    const { rows } = this;
    const texts = (name: string, textOf: (row: PlantedRow) => string): ColumnData => {
      const codes = new Map<string, number>();
      const values = Uint32Array.from(rows, (row) => {
        const text = textOf(row);
        if (!codes.has(text)) codes.set(text, codes.size);
        return codes.get(text)!;
      });
      return { name, type: 'dictionary', values, words: [...codes.keys()] };
    };
    return [
      {
        name: 'customer_id',
        type: 'bigint',
        values: BigInt64Array.from(rows, (row) => BigInt(row.customerId)),
      },
      {
        name: 'row_number',
        type: 'bigint',
        values: BigInt64Array.from(rows, (row) => BigInt(row.rowNumber)),
      },
      texts('kind', (row) => row.kind),
      texts('column', (row) => row.column),
      texts('original', (row) => row.original),
      texts('planted', (row) => row.planted),
    ];
  }
}
