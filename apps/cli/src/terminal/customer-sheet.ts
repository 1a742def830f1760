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
  const head = style.bold(`${titleOf(contract.idColumn)} ${customerId}`) + style.dim(`  (${part}${caution})`);
  return [head, ...models.map((model) => modelSheet(model, contract, style))].join('\n\n');
}

function modelSheet(explanation: ModelExplanation, contract: Contract, style: Style): string {
  const model = contract.models.find(({ name }) => name === explanation.model);
  const unit = model?.task === 'binary' ? 'share' : (explanation.unit ?? undefined);
  const flag = explanation.flagged ? style.bad('  flagged') : '';
  const { interval } = explanation;
  const range = interval
    ? style.dim(`  (${amount(interval.low, unit)} to ${amount(interval.high, unit)})`)
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
