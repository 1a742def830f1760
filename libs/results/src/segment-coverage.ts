import { wilsonInterval } from '@engage/metrics';
import { canonicalJson, renderSql, type Figure, type QueryEngine, type RunContext } from '@engage/run';
import { intervalColumns, quoted, sqlText, type Contract, type Model } from '@engage/schema';

/** How the intervals of one model did in one segment, on the holdout. */
export interface SegmentCoverage {
  readonly model: string;
  readonly segment: string;
  readonly rows: number;
  /** Share of outcomes within their interval, with its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Mean of high − low, in the target's unit. */
  readonly width: number;
}

/** Segments smaller than this are in the file, but do not stand as the worst one: a few rows decide there. */
const FEWEST_ROWS = 200;

/**
 * Measures, for each model whose intervals are to hold outcomes, the share that they hold in each segment of the
 * holdout, and keeps it as `predictions/coverage.json`; the least share is a figure. The ensemble and the features are
 * attached.
 */
export async function measureSegmentCoverage(
  run: RunContext,
  engine: QueryEngine,
): Promise<{ readonly key: string; readonly figures: readonly Figure[] }> {
  const { contract, layout, store } = run;
  const found: SegmentCoverage[] = [];
  for (const model of coveredModels(contract))
    for (const row of await engine.rows(coverageSelect(contract, model))) {
      const rows = Number(row['known']);
      if (rows === 0) continue;
      const { value, low, high } = wilsonInterval(Number(row['held']) / rows, rows);
      const width = Number(row['width']) / rows;
      found.push({ model: model.name, segment: String(row['segment']), rows, value, low, high, width });
    }
  await store.write(layout.coverage, `${canonicalJson(found, true)}\n`);
  const source = layout.coverage.slice(layout.root.length);
  return {
    key: layout.coverage,
    figures: coveredModels(contract).flatMap((model) => worstOf(model, found, source)),
  };
}

function worstOf(model: Model, found: readonly SegmentCoverage[], source: string): Figure[] {
  const large = found.filter((its) => its.model === model.name && its.rows >= FEWEST_ROWS);
  const [first, ...others] = large;
  if (!first) return [];
  const { value, low, high } = others.reduce((worst, its) => (its.value < worst.value ? its : worst), first);
  return [
    {
      name: `${model.name}.holdout.interval_coverage_least_segment`,
      value,
      low,
      high,
      unit: 'share',
      source,
    },
  ];
}

/** Models whose intervals hold outcomes: a probability's interval holds no label. */
export function coveredModels({ models }: Contract): Model[] {
  return models.filter(({ task }) => task !== 'binary');
}

/** The SELECT that counts outcomes within their intervals by segment, over `ensemble` and `features`. */
export function coverageSelect(contract: Contract, model: Model): string {
  const [low, high] = intervalColumns(model).map((name) => `ensemble.${quoted(name)}`);
  return renderSql('ensemble/coverage', {
    id: quoted(contract.idColumn),
    target: `features.${quoted(`target_${model.name}`)}`,
    low: low!,
    high: high!,
    part: sqlText('holdout'),
  });
}
