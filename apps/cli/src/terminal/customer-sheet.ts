import type { CustomerExplanation, ModelExplanation, ThemeReason } from '@engage/explain';
import type { Contract } from '@engage/schema';
import { titleOf } from './metric-label.ts';
import { amount } from './numbers.ts';
import type { Style } from './style.ts';

/** One customer's predictions and the strongest reasons for each, as text. */
export function customerSheet(
  { customerId, part, inSample, models }: CustomerExplanation,
  contract: Contract,
  style: Style,
): string {
  const caution = inSample ? '; the models learned from this customer, so the reasons are in-sample' : '';
  const head =
    style.bold(`${titleOf(contract.idColumn)} ${customerId}`) +
    style.dim(`  (${part ?? 'in no part'}${caution})`);
  const sheets = models.map((model) => modelSheet(model, contract, style));
  return [head, ...sheets, ...legendOf(models, contract, style)].join('\n\n');
}

/** What stands in brackets behind the predictions (decision 0011), a line a kind; nothing where nothing does. */
function legendOf(models: readonly ModelExplanation[], contract: Contract, style: Style): string[] {
  const hasRange = (isBinary: boolean): boolean =>
    contract.models.some(
      ({ name, task }) =>
        (task === 'binary') === isBinary && models.some(({ model, interval }) => model === name && interval),
    );
  const lines = [
    ...(hasRange(false) ? ['In brackets: where 90 % of outcomes of such customers are expected.'] : []),
    ...(hasRange(true)
      ? ['Calibration range: how far calibration leaves a probability open; no 90 % interval.']
      : []),
  ];
  return lines.length === 0 ? [] : [lines.map((line) => style.dim(line)).join('\n')];
}

function modelSheet(explanation: ModelExplanation, contract: Contract, style: Style): string {
  const model = contract.models.find(({ name }) => name === explanation.model);
  const unit = model?.task === 'binary' ? 'share' : (explanation.unit ?? undefined);
  const flag = explanation.flagged ? style.bad('  flagged') : '';
  const { interval } = explanation;
  const kind = model?.task === 'binary' ? 'calibration range ' : '';
  const range = interval
    ? style.dim(`  (${kind}${amount(interval.low, unit)} to ${amount(interval.high, unit)})`)
    : '';
  const head = `${style.bold(titleOf(explanation.model))}: ${amount(explanation.prediction, unit)}${range}${flag}`;
  return [
    head,
    ...reasonLines('can be acted on', explanation.actionable, style),
    ...reasonLines('cannot be changed', explanation.fixed, style),
  ].join('\n');
}

function reasonLines(title: string, reasons: readonly ThemeReason[], style: Style): string[] {
  if (reasons.length === 0) return [];
  const lines = reasons.map(({ direction, words }) => {
    const arrow = direction === 'raises' ? '↑' : direction === 'lowers' ? '↓' : '·';
    return `    ${arrow} ${words}`;
  });
  return [`  ${style.dim(title)}`, ...lines];
}
