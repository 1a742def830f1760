import { intervalText, significantText, tableOf } from './card-text.ts';
import type { IntervalsFacts, Measurement } from './evaluation.ts';

/** How the ranges of single customers did, over all and by tenths. */
export function intervalsText(intervals: IntervalsFacts): string[] {
  if (intervals.method === 'none') return ['## Intervals for single customers', `None: ${intervals.reason}.`];
  const isOutcome = intervals.holds === 'outcome';
  const held = isOutcome ? 'outcomes' : 'true probabilities';
  const { nominal } = intervals;
  const kind = isOutcome
    ? `Split-conformal, made to hold ${significantText(100 * (nominal ?? 0))} % of outcomes.`
    : 'The calibration range (Venn-Abers) says how far calibration leaves the probability of customers with this score open. It is no 90 % interval for a customer: it does not hold 90 % of anything, and customers of one score differ.';
  const coverage = intervals.coverage
    ? ` ${isOutcome ? 'They hold' : 'It holds'} ${significantText(intervals.coverage.value)} of the ${held} (${intervalText(intervals.coverage)})${missed(intervals.coverage, nominal) ? ': **missed**' : ''}.`
    : '';
  const groups = intervals.groups
    ? ` Of 50 groups of customers with nearly one score, the mean true probability lies within the mean range in ${significantText(intervals.groups.value)} (${intervalText(intervals.groups)}).`
    : '';
  const marks = isOutcome
    ? [
        'A tenth is marked as missed where the share that it should hold lies outside the 95 % interval of the share that it holds. By segment, which takes the predictions of all models: `predictions/coverage.json`, and the report.',
      ]
    : [];
  return [
    isOutcome ? '## Intervals for single customers' : '## Calibration range of single customers',
    `${kind}${coverage}${groups}`,
    ...marks,
    tableOf(
      ['tenth', 'rows', 'mean width', `${held} held`, '95 % interval', ...(isOutcome ? ['missed'] : [])],
      intervals.tenths.map(({ tenth, rows, width, coverage: its }) => [
        String(tenth),
        String(rows),
        significantText(width),
        significantText(its?.value ?? null),
        intervalText(its ?? undefined),
        ...(isOutcome ? [missed(its, nominal) ? 'missed' : ''] : []),
      ]),
    ),
  ];
}

/** Whether a share that was promised lies outside the interval of what was held. */
function missed(coverage: Measurement | null, nominal: number | null): boolean {
  if (nominal === null || !coverage || coverage.low === null || coverage.high === null) return false;
  return nominal < coverage.low || nominal > coverage.high;
}
