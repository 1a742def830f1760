import type { PrepareEngine } from '@engage/features';
import type { Cell, RawTable, Row } from '@engage/run';

/** One thing that was asked of the engine, with what DuckDB answered. */
export type Recorded =
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly select: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | {
      readonly kind: 'rows';
      readonly name: string;
      readonly select: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  /** Rows that come from files: kept as Parquet under a key ending in `/`, for the other engine to read. */
  | {
      readonly kind: 'input';
      readonly name: string;
      readonly key: string;
      readonly types: readonly ColumnType[];
    };

export interface ColumnType {
  readonly name: string;
  /** In the words of both engines: varchar, bigint, double, real, integer, boolean, date, timestamp(6). */
  readonly type: string;
}

/** DuckDB's names of types, as Trino says them. */
const TRINO_TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'varchar',
  BIGINT: 'bigint',
  INTEGER: 'integer',
  DOUBLE: 'double',
  FLOAT: 'real',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'timestamp(6)',
};

/** An engine that does as the one it wraps, and remembers every statement with its result. */
export function recordingEngine(engine: PrepareEngine): {
  engine: PrepareEngine;
  records: readonly Recorded[];
} {
  const records: Recorded[] = [];
  /** Tables by name, with the key that each was read from. */
  const known = new Map<string, string>();

  const tableRecord = async (name: string, select: string): Promise<void> => {
    known.set(name, '');
    records.push({
      kind: 'table',
      name,
      select,
      ...flat(await engine.rows(`select * from "${name}"`), await columnsOf(name)),
    });
  };
  const columnsOf = async (name: string): Promise<ColumnType[]> => {
    const rows = await engine.rows(`describe select * from "${name}"`);
    return rows.map((row) => {
      const type = String(row['column_type']);
      return { name: String(row['column_name']), type: TRINO_TYPES[type] ?? type };
    });
  };
  const inputRecord = async (name: string, source: string): Promise<void> => {
    if (known.get(name) === source || known.get(name) === '') return;
    known.set(name, source);
    const types = await columnsOf(name);
    const key = `inputs/${records.length}-${name}/`;
    const select = `select * from "${name}"`;
    await engine.materialize({
      name: `${name}_input`,
      select,
      key: `${key}rows.parquet`,
      orderBy: [types[0]!.name],
    });
    records.push({ kind: 'input', name, key, types });
  };

  return {
    records,
    engine: {
      inspectRaw: (location, dialect) => engine.inspectRaw(location, dialect),
      close: () => engine.close(),
      async openRaw(name, files, columns, dialect): Promise<RawTable> {
        const table = await engine.openRaw(name, files, columns, dialect);
        await inputRecord(name, 'raw');
        await inputRecord(`${name}_broken`, 'raw');
        return table;
      },
      async attach(name, key) {
        await engine.attach(name, key);
        await inputRecord(name, key);
      },
      async stage(name, select) {
        await engine.stage(name, select);
        await tableRecord(name, select);
      },
      async materialize(request) {
        const count = await engine.materialize(request);
        await tableRecord(request.name, request.select);
        return count;
      },
      async rows(select) {
        const rows = await engine.rows(select);
        const names = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: '' }));
        records.push({ kind: 'rows', name: firstLine(select), select, ...flat(rows, names) });
        return rows;
      },
    },
  };
}

function flat(rows: readonly Row[], columns: readonly ColumnType[]) {
  const names = columns.map(({ name }) => name);
  return { columns: names, rows: rows.map((row) => names.map((name) => row[name] ?? null)) };
}

function firstLine(select: string): string {
  return select.split('\n')[0]!.replace(/^-- /, '').slice(0, 80);
}
