import { renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { quoted, type Contract } from '@engage/schema';
import { styleOfUnit, type NumberStyle } from '../html/number-text.ts';
import type { SegmentFindings } from './findings.ts';
import { countOf, sourceOf } from './gather-table.ts';
import { numberOf, textOf } from './mean-figure.ts';
import { styleOfModel, titleOf } from './titles.ts';

/** A column of the ensemble whose mean is shown for every segment. */
interface Shown {
  readonly column: string;
  readonly title: string;
  readonly style: NumberStyle;
}

/** The segments with their sizes and mean predictions, largest first; null before the ensemble stands. */
export async function gatherSegments(run: RunContext, engine: QueryEngine): Promise<SegmentFindings | null> {
  if (!(await run.store.exists(run.layout.ensemble))) return null;
  await engine.attach('ensemble', run.layout.ensemble);
  const shown = shownColumns(run.contract);
  const means = shown
    .map(({ column }, k) => `, ${meanSql(column)} as mean_${k}, count(${quoted(column)}) as known_${k}`)
    .join('');
  const rows = await engine.rows(renderSql('report/segments', { means }));
  const total = rows.reduce((sum, row) => sum + numberOf(row['customers']), 0);
  const source = sourceOf(run, run.layout.ensemble);
  const found = rows.map((row) => {
    const customers = countOf(row['customers'], source);
    const share = { ...customers, value: customers.value / total, style: 'share' } as const;
    return {
      name: textOf(row['segment']) || 'None',
      customers,
      share,
      means: shown.map(({ style }, k) => {
        const known = numberOf(row[`known_${k}`]);
        if (known === 0) return null;
        return { value: numberOf(row[`mean_${k}`]) / known, low: null, high: null, style, source };
      }),
    };
  });
  found.sort((a, b) => b.customers.value - a.customers.value || (a.name < b.name ? -1 : 1));
  return { columns: shown.map(({ title }) => title), rows: found };
}

function shownColumns(contract: Contract): Shown[] {
  const models = contract.models.map((model) => ({
    column: model.predictionColumn,
    title: `Predicted ${titleOf(model.name).toLowerCase()}`,
    style: styleOfModel(model),
  }));
  const { lifetimeValue } = contract;
  if (lifetimeValue === null) return models;
  const revenue = contract.models.find((model) => model.name === lifetimeValue.revenueModel);
  const style = styleOfUnit(revenue?.unit ?? null);
  return [...models, { column: lifetimeValue.predictionColumn, title: 'Predicted lifetime value', style }];
}

function meanSql(column: string): string {
  return `cast(sum(cast(${quoted(column)} as decimal(38, 9))) as double)`;
}
