import { doubleLiteral, renderSql, type Figure } from '@engage/run';
import { quoted, sqlText, type Contract } from '@engage/schema';
import { flaggingModels, worthColumn } from './model-roles.ts';

/**
 * The views over `results`, by name. A view that has no meaning for a contract is left out: nobody is at risk
 * where no model flags, nobody of high value where no amount is predicted.
 *
 * @param measured figures of Evaluate
 */
export function viewSelects(contract: Contract, measured: readonly Figure[]): Map<string, string> {
  const views = new Map<string, string>();
  const value = worthColumn(contract);
  if (value !== null)
    views.set(
      'high_value_customers',
      renderSql('results/high-value-customers', { value: quoted(value), id: quoted(contract.idColumn) }),
    );
  const flags = flaggingModels(contract).map(({ flagColumn }) => quoted(flagColumn));
  if (flags.length > 0)
    views.set('at_risk_customers', renderSql('results/at-risk-customers', { flagged: flags.join(' or ') }));
  const figures = performanceRows(contract, measured);
  if (figures.length > 0)
    views.set(
      'model_performance',
      renderSql('results/model-performance', { figures: figures.map((row) => `    ${row}`).join(',\n') }),
    );
  return views;
}

/** Measurements as rows of VALUES: figures named `<model>.<part>.<metric>`. */
function performanceRows(contract: Contract, measured: readonly Figure[]): string[] {
  const models = new Set(contract.models.map(({ name }) => name));
  return measured.flatMap(({ name, value, low, high }) => {
    const [model = '', part = '', ...metric] = name.split('.');
    if (!models.has(model) || metric.length === 0 || !Number.isFinite(value)) return [];
    const texts = [model, part, metric.join('.')].map((text) => `cast(${sqlText(text)} as varchar)`);
    const bound = (end: number | undefined): string =>
      end === undefined || !Number.isFinite(end) ? 'cast(null as double)' : doubleLiteral(end);
    return [`(${[...texts, doubleLiteral(value), bound(low), bound(high)].join(', ')})`];
  });
}
