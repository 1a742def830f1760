import { PARTS } from '@engage/schema';
import type { ModelCard } from './card.ts';
import { intervalsText } from './card-intervals.ts';
import { intervalText, significantText, tableOf } from './card-text.ts';
import type { Baseline } from './evaluation.ts';

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
    ...strongestText(card),
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
    ...intervalsText(evaluation.intervals),
    '## Assumptions',
    listOf(card.assumptions),
    '## Limits',
    listOf(card.limits),
    '',
  ].join('\n\n');
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

/** In words, whether the model does better than the strongest of the simpler ways. */
function strongestText({ evaluation: { baselines, headline } }: ModelCard): string[] {
  const scoreOf = ({ metrics }: Baseline): number => metrics[headline]?.value ?? -Infinity;
  const strongest = baselines.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];
  if (!strongest || strongest.advantage.value === null) return [];
  const { name, advantage } = strongest;
  const verdict =
    advantage.low !== null && advantage.low > 0
      ? 'does better than it'
      : advantage.high !== null && advantage.high < 0
        ? '**does worse than it**'
        : '**is not shown to do better than it**';
  return [
    `The strongest of them is “${name}”; the model ${verdict}: the difference in ${headline} is ${significantText(advantage.value)} (${intervalText(advantage)}).`,
  ];
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

function listOf(items: readonly string[]): string {
  return items.map((item) => `- ${item}.`).join('\n');
}
