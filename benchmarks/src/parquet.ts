import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import { median, type Benchmark, type Measurement } from './benchmark.ts';
import { generated } from './engage.ts';
import { measure, ROOT } from './measure.ts';
import { nodePeers } from './node-peers.ts';
import { pythonStack } from './python-stack.ts';

/** Rows that parquetjs-lite is given: it writes row by row. */
const PARQUETJS_ROWS = 20_000;

interface Side {
  readonly read: number[];
  readonly write: number[];
  readonly bytes: number;
}

/** Reading a table of customers into a matrix and writing its columns, against pyarrow and parquetjs-lite. */
export const parquet: Benchmark = {
  name: 'parquet',
  about: 'reading and writing the numeric columns of the customers, against pyarrow and parquetjs-lite',
  async run({ customers, repeats, cache, say }) {
    const python = await pythonStack(cache, say);
    const peers = await nodePeers(cache, say);
    const home = join(cache, `parquet-${customers}`);
    say(`Generating ${customers} customers`);
    await generated(home, customers, cache);
    const text = readFileSync(join(ROOT, 'contracts/customers.odcs.yaml'), 'utf8');
    const contract = parseContract(text, 'customers.odcs.yaml');
    const isNumeric = (type: string): boolean => ['integer', 'number', 'boolean'].includes(type);
    const columns = contract.columns.filter(
      ({ type, name }) => isNumeric(type) && name !== contract.idColumn,
    );
    const names = columns.map(({ name }) => name);
    const source = 'raw/customers.parquet';

    say('Engage: read and write');
    const script = join(ROOT, 'benchmarks/src/parquet-ours.ts');
    const our = await measure(
      { program: process.execPath, arguments: [script, home, source, String(repeats), ...names] },
      cache,
    );
    say('pyarrow: read and write');
    const words = [join(ROOT, 'benchmarks/python/parquet.py'), join(home, source), join(cache, 'py.parquet')];
    const their = await measure({ program: python.program, arguments: [...words, String(repeats)] }, cache);
    say(`parquetjs-lite: ${PARQUETJS_ROWS} rows`);
    const peer = join(ROOT, 'benchmarks/peers/parquetjs-lite.mjs');
    const lite = await measure(
      {
        program: process.execPath,
        arguments: [peer, peers.folder, join(cache, 'js.parquet'), String(PARQUETJS_ROWS), ...names],
      },
      cache,
    );
    const ours = JSON.parse(our.stdout) as Side;
    const theirs = JSON.parse(their.stdout) as Side;
    const light = JSON.parse(lite.stdout) as { read: number; write: number; bytes: number };
    const line = (
      what: string,
      seconds: number,
      rows: number,
      peakMb: number,
      bytes: number,
    ): Measurement => ({
      what,
      seconds,
      peakMb,
      rate: { value: rows / seconds, unit: 'rows/s' },
      note: `${Math.round(bytes / rows)} bytes a row`,
    });
    const writeRate = (seconds: number, rows: number): number => rows / seconds;
    const ourWrite = writeRate(median(ours.write), customers);
    return {
      measurements: [
        line('Engage: read', median(ours.read), customers, our.peakMb, ours.bytes),
        line('pyarrow: read', median(theirs.read), customers, their.peakMb, theirs.bytes),
        line('parquetjs-lite: read', light.read, PARQUETJS_ROWS, lite.peakMb, light.bytes),
        line('Engage: write', median(ours.write), customers, our.peakMb, ours.bytes),
        line('pyarrow: write', median(theirs.write), customers, their.peakMb, theirs.bytes),
        line('parquetjs-lite: write', light.write, PARQUETJS_ROWS, lite.peakMb, light.bytes),
      ],
      verdicts: [
        {
          what: 'Rows written a second over pyarrow’s',
          value: ourWrite / writeRate(median(theirs.write), customers),
          unit: '×',
          goal: null,
        },
        {
          what: 'Rows written a second over parquetjs-lite’s',
          value: ourWrite / writeRate(light.write, PARQUETJS_ROWS),
          unit: '×',
          goal: null,
        },
      ],
      versions: { Node: process.version, ...python.versions, ...peers.versions },
    };
  },
};
