import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { isReached, type BenchResult, type Measurement, type Verdict } from './benchmark.ts';

/** Where a benchmark was run. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  /** Processes that wanted to run in the last minute, before the benchmark began. */
  readonly load: number;
}

/** This machine. */
export function machine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'not known',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    load: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
  };
}

/** A result as a screen of text: the table, the verdicts, what it was measured with. */
export function screenOf(name: string, result: BenchResult, where: Machine): string {
  const { processor, cores, memoryGb, system, load } = where;
  const versions = Object.entries(result.versions).map(([part, version]) => `${part} ${version}`);
  const notes = result.measurements.flatMap(({ what, note }) =>
    note === undefined ? [] : [`${what}: ${note}`],
  );
  return [
    `${name}, on ${cores} × ${processor}, ${memoryGb} GB, ${system}, load ${load} at the start`,
    '',
    ...table(['what', 'seconds', 'peak MB', 'rate'], result.measurements.map(measurementCells)),
    '',
    ...notes,
    ...(notes.length > 0 ? [''] : []),
    ...table(['figure', 'value', 'goal', ''], result.verdicts.map(verdictCells)),
    '',
    versions.join(', '),
  ].join('\n');
}

function measurementCells({ what, seconds, peakMb, rate }: Measurement): string[] {
  return [
    what,
    Number.isFinite(seconds) ? seconds.toFixed(2) : '-',
    peakMb === null ? '' : peakMb.toFixed(0),
    rate ? `${Math.round(rate.value).toLocaleString('en-US')} ${rate.unit}` : '',
  ];
}

function verdictCells(verdict: Verdict): string[] {
  const { what, value, unit, goal } = verdict;
  const wanted = goal === null ? 'none' : 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  const reached = isReached(verdict);
  return [
    what,
    `${value.toFixed(2)} ${unit}`,
    wanted,
    reached === null ? '' : reached ? 'reached' : 'NOT reached',
  ];
}

/** Columns of equal width, the first to the left and the others to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, k) => Math.max(head.length, ...rows.map((row) => row[k]?.length ?? 0)));
  return [heads, ...rows].map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}
