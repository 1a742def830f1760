import type { RunContext } from '@engage/run';
import type { Model } from '@engage/schema';
import type { Measured } from '../html/measured.ts';
import { coverageSchema, evaluationSchema, type MeasurementFile } from './evaluation-file.ts';
import type { HeldFinding, IntervalsFinding } from './findings.ts';
import { countOf, sourceOf } from './gather-table.ts';
import { readJson } from './read-json.ts';

/** What a model's intervals for single customers held on the holdout; null where none were learnt or measured. */
export async function gatherIntervals(run: RunContext, model: Model): Promise<IntervalsFinding | null> {
  const key = run.layout.model(model.name, 'evaluation.json');
  const intervals = (await readJson(run, key, evaluationSchema))?.intervals;
  if (!intervals || intervals.method === 'none') return null;
  const source = sourceOf(run, key);
  const nominal = intervals.nominal ?? null;
  const heldOf = heldBy(nominal);
  const { rows, coverage, tenths = [] } = intervals;
  const last = tenths.length;
  return {
    kind: nominal === null ? 'calibration' : 'outcome',
    nominal: nominal === null ? null : shareOf({ value: nominal }, source),
    whole: rows === undefined ? null : (heldOf('', rows, coverage, source)[0] ?? null),
    tenths: tenths.flatMap(({ tenth, rows: own, coverage: its }) => {
      const end = tenth === 1 ? ' (highest)' : tenth === last ? ' (lowest)' : '';
      return heldOf(`${tenth}${end}`, own, its, source);
    }),
    segments: await gatherSegmentCoverage(run, model, heldOf),
  };
}

type HeldOf = ReturnType<typeof heldBy>;

async function gatherSegmentCoverage(run: RunContext, model: Model, heldOf: HeldOf): Promise<HeldFinding[]> {
  const key = run.layout.coverage;
  const found = (await readJson(run, key, coverageSchema)) ?? [];
  return found
    .filter((its) => its.model === model.name)
    .sort((a, b) => b.rows - a.rows || (a.segment < b.segment ? -1 : 1))
    .flatMap(({ segment, rows, ...its }) => heldOf(segment, rows, its, sourceOf(run, key)));
}

/** Makes findings of measurements, each held against the promise. */
function heldBy(nominal: number | null) {
  return (
    name: string,
    rows: number,
    coverage: MeasurementFile | null | undefined,
    source: string,
  ): HeldFinding[] => {
    const held = coverage && shareOf(coverage, source);
    if (!held) return [];
    const { low, high } = held;
    const missed = nominal !== null && low !== null && high !== null && (nominal < low || nominal > high);
    return [{ name, customers: countOf(rows, source), held, missed }];
  };
}

function shareOf({ value, low, high }: MeasurementFile, source: string): Measured | null {
  return value === null ? null : { value, low: low ?? null, high: high ?? null, style: 'share', source };
}
