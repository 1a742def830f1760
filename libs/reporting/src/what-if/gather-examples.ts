import { renderSql, type QueryEngine, type Row, type RunContext } from '@engage/run';
import { columnOf, quoted } from '@engage/schema';
import { textOf } from '../findings/mean-figure.ts';
import type { Example } from './what-if-data.ts';

/** Segments that give an example each. */
const SEGMENTS = 5;
/** Customers whose usual values make an example, so that it is nobody's own row. */
const CUSTOMERS = 25;

/**
 * An example for each of the largest segments: what is usual among the customers closest to the segment's mean
 * predictions, feature by feature.
 *
 * @param columns the features of all models, in the order of an example's values
 */
export async function gatherExamples(
  run: RunContext,
  engine: QueryEngine,
  columns: readonly string[],
  encoding: Readonly<Record<string, readonly string[]>>,
): Promise<Example[]> {
  const { contract } = run;
  const predictions = contract.models.map(({ predictionColumn }) => quoted(predictionColumn));
  const rows = await engine.rows(
    renderSql('report/what-if', {
      id: quoted(contract.idColumn),
      segments: String(SEGMENTS),
      customers: String(CUSTOMERS),
      means: predictions
        .map(
          (column, k) =>
            `, cast(sum(cast(${column} as decimal(38, 9))) as double) / count(${column}) as mean_${k}` +
            `, max(${column}) - min(${column}) as spread_${k}`,
        )
        .join(''),
      distance: predictions
        .map(
          (column, k) =>
            `coalesce(abs(ensemble.${column} - ranked.mean_${k}) / nullif(ranked.spread_${k}, 0), 1)`,
        )
        .join(' + '),
      columns: [
        ...columns.map((name, k) => `, features.${quoted(name)} as feature_${k}`),
        ...contract.peerGroup.map((name, k) => `, cast(curated.${quoted(name)} as varchar) as peer_${k}`),
      ].join(''),
    }),
  );
  const segments = Map.groupBy(rows, (row) => textOf(row['segment']));
  return [...segments].map(([segment, members]) => ({
    name: `Typical of “${segment}”`,
    values: columns.map((name, k) => {
      const isLabel = encoding[name] !== undefined || columnOf(contract, name).type === 'boolean';
      return usualNumber(members, `feature_${k}`, isLabel);
    }),
    labels: mostFrequent(
      members.map((row) =>
        contract.peerGroup.map((_, k) => (row[`peer_${k}`] === null ? null : textOf(row[`peer_${k}`]))),
      ),
    ),
  }));
}

/** The most frequent code, or the lower median of a quantity; null where most have none. */
function usualNumber(members: readonly Row[], cell: string, isLabel: boolean): number | null {
  const known = members.flatMap((row) => {
    const value = row[cell];
    return value === null || value === undefined || Number.isNaN(Number(value)) ? [] : [Number(value)];
  });
  if (2 * known.length <= members.length) return null;
  if (isLabel) return mostFrequent(known);
  return known.sort((a, b) => a - b)[(known.length - 1) >> 1]!;
}

/** The value that appears most often, the first among equals. */
function mostFrequent<T>(values: readonly T[]): T {
  const counts = Map.groupBy(values, (value) => JSON.stringify(value));
  return [...counts.values()].reduce((most, same) => (same.length > most.length ? same : most))[0]!;
}
