import { readMarker, renderSql, type RunContext, type StageOutcome } from '@engage/run';
import { quoted, type Contract } from '@engage/schema';
import type { ResultsPorts } from './ensemble.ts';
import { ensembleColumns } from './model-roles.ts';
import { viewSelects } from './views.ts';

/**
 * The results table: one row a customer with all curated columns and the ensemble's, partitioned as the contract
 * says, and its views as SQL text in `results/views/`. That no name occurs twice is the contract's business.
 */
export async function results(run: RunContext, { engine }: ResultsPorts): Promise<StageOutcome> {
  const { contract, layout, store } = run;
  await engine.attach('curated', layout.curated);
  await engine.attach('ensemble', layout.ensemble);
  const partitioned = contract.partitionBy.length > 0;
  const rows = await engine.materialize({
    name: 'results',
    select: resultsSelect(contract),
    key: partitioned ? layout.results : `${layout.results}results.parquet`,
    orderBy: [...contract.partitionBy, contract.idColumn],
    ...(partitioned ? { partitionBy: contract.partitionBy } : {}),
  });
  const measured = (await readMarker(run, 'Evaluate')) ?? (await readMarker(run, 'Adopt'));
  const views = viewSelects(contract, measured?.figures ?? []);
  for (const [name, select] of views) await store.write(`${layout.results}views/${name}.sql`, `${select}\n`);
  const files = await store.list(layout.results);
  return {
    counts: { customers: rows, files: files.length - views.size, views: views.size },
    artefacts: [layout.results],
  };
}

/** The SELECT behind the results, over `curated` and `ensemble`. */
export function resultsSelect(contract: Contract): string {
  const id = quoted(contract.idColumn);
  const late = new Set(contract.partitionBy);
  const curated = contract.columns.map(({ name }) => name).filter((name) => !late.has(name));
  const columns = [
    ...curated.map((name) => `curated.${quoted(name)}`),
    ...ensembleColumns(contract).map((name) => `ensemble.${quoted(name)}`),
    ...contract.partitionBy.map((name) => `curated.${quoted(name)}`),
  ];
  return renderSql('results/results', { id, columns: columns.map((column) => `  ${column}`).join(',\n') });
}
