import type { Column, Contract, Model } from './contract.ts';
import { expectedWords } from './expected-words.ts';

/** The contract as a page for people: the table, its models, its rules, every column. */
export function markdownOf(contract: Contract): string {
  return (
    [
      `# ${contract.name}`,
      `${contract.description}. Contract \`${contract.id}\`, version ${contract.version}; table \`${contract.table}\`, one row a \`${contract.idColumn}\`${contract.asOfColumn === null ? '' : ` at \`${contract.asOfColumn}\``}.`,
      '## Models',
      table(
        ['model', 'task', 'target', 'horizon', 'features', 'prediction', 'flag'],
        contract.models.map(modelCells),
      ),
      `Rows are split ${splitWords(contract)}. The run stops when more than ${percent(contract.maxQuarantineShare)} of the rows break the contract.`,
      ...(contract.rules.length === 0
        ? []
        : [
            '## Rules across columns',
            table(
              ['rule', 'meaning', 'SQL'],
              contract.rules.map((rule) => [rule.name, rule.description, code(rule.expression)]),
            ),
          ]),
      '## Columns',
      table(
        ['column', 'meaning', 'expected', 'null', 'unit', 'roles', 'theme'],
        contract.columns.map((column) => columnCells(column)),
      ),
    ].join('\n\n') + '\n'
  );
}

function modelCells(model: Model): string[] {
  const flag =
    model.flagThreshold === null ? '' : `${code(model.flagColumn ?? '')} above ${model.flagThreshold}`;
  const horizon = model.horizonDays === null ? '' : `${model.horizonDays} days`;
  const target =
    model.outcome === null
      ? code(model.target)
      : `${code(model.target)} of ${code(model.outcome.file)}, ${code(model.outcome.name)}`;
  return [
    model.name,
    model.task,
    target,
    horizon,
    String(model.features.length),
    code(model.predictionColumn),
    flag,
  ];
}

function columnCells(column: Column): string[] {
  const roles =
    column.exclusionReason === null
      ? column.roles.join(', ')
      : `${column.roles.join(', ')}: ${column.exclusionReason}`;
  return [
    code(column.name),
    column.label === undefined ? column.description : `${column.description} (“${column.label}”)`,
    expectedWords(column),
    column.required ? 'no' : 'yes',
    column.unit ?? '',
    roles,
    column.theme ?? '',
  ];
}

function splitWords({ split }: Contract): string {
  if (split.by === 'time')
    return `by \`${split.column}\`: the last ${split.holdout} snapshots are the holdout, ${split.calibrate} before them calibrate, ${split.tune} before those tune, the earlier ones fit`;
  const fit = 1 - split.tune - split.calibrate - split.holdout;
  return `by a hash of the id: ${percent(fit)} fit, ${percent(split.tune)} tune, ${percent(split.calibrate)} calibrate, ${percent(split.holdout)} holdout`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('`', "'")}\``;
}
