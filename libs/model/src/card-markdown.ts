import { PARTS } from '@engage/schema';
import type { ModelCard } from './card.ts';
import type { Measurement } from './evaluation.ts';

/** The card as Markdown; every number in it comes from the card. */
export function cardMarkdown(card: ModelCard): string {
  const { predicts, evaluation, training, table } = card;
  const unit = predicts.unit === null ? '' : ` (${predicts.unit})`;
  const horizon =
    predicts.horizonDays === null ? '' : ` over the ${predicts.horizonDays} days after the snapshot`;
  return [
    `# Model card: ${card.model}`,
    `Run ${card.runId}, table “${table.name}” (contract ${table.contract} ${table.version}).`,
    '## What it predicts',
    `\`${predicts.column}\`: ${predicts.task} on \`${predicts.target}\`${unit}${horizon}, from ${card.features.length} columns.`,
    '## Data',
    `${card.split}.`,
    tableOf(
      ['part', 'rows', 'mean target'],
      PARTS.map((part) => [
        part,
        String(evaluation.parts[part].rows),
        significantText(evaluation.parts[part].mean),
      ]),
    ),
    '## How it was made',
    `${training.engine.name} ${training.engine.version}, ${training.rounds} trees kept (${paramsText(training.params)}); stopped by ${training.metric} on the tuning rows.`,
    calibrationText(card),
    leakText(card),
    '## How good it is, on the holdout',
    tableOf(
      ['metric', 'value', '95 % interval'],
      Object.entries(evaluation.metrics).map(([name, measurement]) => [
        name,
        significantText(measurement.value),
        intervalText(measurement),
      ]),
    ),
    '## Compared with simpler ways',
    tableOf(
      ['baseline', evaluation.headline, '95 % interval', 'advantage of the model', '95 % interval'],
      evaluation.baselines.map(({ name, metrics, advantage }) => [
        name,
        significantText(metrics[evaluation.headline]?.value ?? null),
        intervalText(metrics[evaluation.headline]),
        significantText(advantage.value),
        intervalText(advantage),
      ]),
    ),
    ...ceilingText(card),
    '## Predicted and actual, by tenths',
    tableOf(
      ['tenth', 'rows', 'mean prediction', 'mean outcome'],
      evaluation.deciles.map(({ decile, rows, meanPredicted, meanActual }) => [
        String(decile),
        String(rows),
        significantText(meanPredicted),
        significantText(meanActual),
      ]),
    ),
    ...intervalsText(evaluation),
    '## Assumptions',
    listOf(card.assumptions),
    '## Limits',
    listOf(card.limits),
    '',
  ].join('\n\n');
}

/** How the intervals for single customers did, over all and by tenths. */
function intervalsText({ intervals }: ModelCard['evaluation']): string[] {
  const title = '## Intervals for single customers';
  if (intervals.method === 'none') return [title, `None: ${intervals.reason}.`];
  const held = intervals.holds === 'outcome' ? 'outcomes' : 'true probabilities';
  const kind =
    intervals.method === 'conformal'
      ? `Split-conformal, made to hold ${significantText(100 * (intervals.nominal ?? 0))} % of outcomes.`
      : 'Venn-Abers: how sure the calibration is of customers with this score. They are no intervals for one customer’s own probability, which differs among customers of one score.';
  const coverage = intervals.coverage
    ? ` They hold ${significantText(intervals.coverage.value)} of the ${held} (${intervalText(intervals.coverage)}).`
    : '';
  const groups = intervals.groups
    ? ` Of 50 groups of customers with nearly one score, the mean true probability lies within the mean interval in ${significantText(intervals.groups.value)} (${intervalText(intervals.groups)}).`
    : '';
  return [
    title,
    `${kind}${coverage}${groups}`,
    tableOf(
      ['tenth', 'rows', 'mean width', `${held} held`, '95 % interval'],
      intervals.tenths.map(({ tenth, rows, width, coverage: its }) => [
        String(tenth),
        String(rows),
        significantText(width),
        significantText(its?.value ?? null),
        intervalText(its ?? undefined),
      ]),
    ),
  ];
}

function calibrationText({ evaluation: { calibration } }: ModelCard): string {
  const tried = Object.entries(calibration.logLoss);
  if (tried.length === 0)
    return 'Calibration: none; the task needs none, or the calibration rows were too few to choose one.';
  const losses = tried.map(([name, loss]) => `${name} ${significantText(loss)}`).join(', ');
  return `Calibration: ${calibration.method}, chosen by cross-fitted log loss on the calibration rows (${losses}).`;
}

function leakText({ training: { leaks } }: ModelCard): string {
  const [best] = leaks.strongest;
  if (!best) return 'The leak check had nothing to look at.';
  return `Leak check: the strongest single column, \`${best.features.join(', ')}\`, reaches ${leaks.metric} ${significantText(best.score)} by itself.`;
}

function ceilingText({ evaluation: { ceiling, headline } }: ModelCard): string[] {
  if (!ceiling) return [];
  const { best, share, calibrationError, rows } = ceiling;
  const error = calibrationError
    ? ` Expected calibration error against the true probability: ${significantText(calibrationError.value)} (${intervalText(calibrationError)}).`
    : '';
  return [
    '## Compared with the best possible',
    `On ${rows} rows whose true expectation is known (\`${ceiling.truth}\`), the best possible ${headline} is ${significantText(best.value)} (${intervalText(best)}); ` +
      `the model reaches ${significantText(share.value)} of it (${intervalText(share)})${headline === 'auc' ? ', counted from 0.5' : ''}.${error}`,
  ];
}

function paramsText(params: ModelCard['training']['params']): string {
  return Object.entries(params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function intervalText(measurement: Measurement | undefined): string {
  if (!measurement || measurement.low === null || measurement.high === null) return 'not defined';
  return `${significantText(measurement.low)} to ${significantText(measurement.high)}`;
}

/** Four significant digits at least, whole numbers above a thousand. */
function significantText(value: number | null): string {
  if (value === null) return 'not defined';
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function listOf(items: readonly string[]): string {
  return items.map((item) => `- ${item}.`).join('\n');
}
