import type { Model } from '@engage/schema';
import { styleOfUnit, type NumberStyle } from '../html/number-text.ts';

/**
 * A name of the contract as a title.
 *
 * @example titleOf('revenue_90d') // 'Revenue 90d'
 */
export function titleOf(name: string): string {
  const words = name.replace(/[_\-\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a model's predictions and targets are written: probabilities as percent, the rest in the model's unit. */
export function styleOfModel(model: Model): NumberStyle {
  return model.task === 'binary' ? 'share' : styleOfUnit(model.unit);
}
