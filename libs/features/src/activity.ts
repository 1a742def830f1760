import { renderSql, type Figure, type QueryEngine } from '@engage/run';
import type { ActivityFact, Contract } from '@engage/schema';

/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/** The statement of one activity fact. */
export function activityStatement(fact: ActivityFact): string {
  return renderSql('prepare/activity', { expression: fact.expression });
}

/** The contract's activity facts over the curated rows, each with a 95 % interval. */
export async function activityFigures(
  contract: Contract,
  engine: QueryEngine,
  source: string,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const fact of contract.activity) {
    const [row] = await engine.rows(activityStatement(fact));
    const n = Number(row?.['row_count']);
    if (n === 0) continue;
    const mean = Number(row?.['total']) / n;
    const square = Number(row?.['squares']) / n;
    figures.push({
      name: `activity.${fact.name}`,
      value: mean,
      ...intervalOf(mean, square, n),
      unit: fact.unit,
      source,
    });
  }
  return figures;
}

/**
 * 95 % interval of a mean: Wilson's for shares (Wilson 1927, JASA 22:209), the normal one otherwise.
 *
 * @param square mean of the squares
 */
export function intervalOf(mean: number, square: number, n: number): { low: number; high: number } {
  const isShare = Math.abs(square - mean) < 1e-12 && mean >= 0 && mean <= 1;
  if (isShare) {
    const center = (mean + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
    const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((mean * (1 - mean)) / n + (Z * Z) / (4 * n * n));
    return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
  }
  const half = Z * Math.sqrt(Math.max(0, square - mean * mean) / n);
  return { low: mean - half, high: mean + half };
}
