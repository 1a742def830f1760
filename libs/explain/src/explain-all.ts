import { rowsOf, type Engine, type Scorer } from '@engage/engine';
import {
  canonicalJson,
  InterruptedError,
  type Figure,
  type RunContext,
  type StageOutcome,
  type TableReader,
  type TableWriter,
} from '@engage/run';
import type { Model } from '@engage/schema';
import { addToRanking, globalRanking, rankingSums, type GlobalRanking } from './global-ranking.ts';
import { columnsOf, gatherRow, loadPopulation, roomFor, type Population } from './population.ts';
import { reasonColumns, type ReasonColumns } from './reason-columns.ts';
import { strongestOf, strongestThemes } from './strongest.ts';
import { themesOf } from './themes.ts';

/** Rows explained between two looks at the signal and two steps of the progress. */
const BATCH_ROWS = 4_096;
/** Rows that the global ranking is made from when nobody's predictions are explained. */
const SAMPLE_ROWS = 2_000;
/** Themes of each model that become figures of the run. */
const FIGURES = 5;

/** What explaining reads, writes and computes with. */
export interface ExplainPorts {
  readonly engine: Engine;
  readonly reader: TableReader;
  readonly writer: TableWriter;
}

/**
 * Explains every model for every customer by exact SHAP values: the three strongest reasons in words, and
 * what the model goes by on the whole. Without explanations (`config.explain` none) only the latter is made,
 * from evenly spaced rows.
 *
 * @throws InterruptedError when the run's signal is aborted; EngineError when the engine refuses a model
 */
export async function explainAll(run: RunContext, ports: ExplainPorts): Promise<StageOutcome> {
  const population = await loadPopulation(run, ports.reader);
  const everyone = run.request.config.explain === 'all';
  const artefacts: string[] = [];
  const figures: Figure[] = [];
  for (const model of run.contract.models) {
    const bytes = await run.store.read(run.layout.model(model.name, 'model.ubj'));
    const scorer = await ports.engine.load(bytes, run.threads);
    try {
      const columns = everyone ? reasonColumns(run.contract, model, population) : null;
      const ranking = await explainModel(run, model, scorer, population, columns);
      if (columns) {
        await ports.writer.write(run.layout.explanations(model.name), columns.finish());
        artefacts.push(run.layout.explanations(model.name));
      }
      const key = `${run.layout.root}${rankingKey(model)}`;
      await run.store.write(key, canonicalJson(ranking, true));
      artefacts.push(key);
      figures.push(...figuresOf(model, ranking));
    } finally {
      await scorer.close();
    }
  }
  const rows = everyone ? population.matrix.rows : 0;
  const counts = { explained: rows, models: run.contract.models.length };
  const notes = everyone ? [] : ["Nobody's predictions were explained, as the configuration asks"];
  return { counts, artefacts, figures, notes };
}

/** Key below the run's root of a model's global ranking. */
export function rankingKey(model: Model): string {
  return `explanations/${model.name}.global.json`;
}

/** One model over all rows, in batches; without `columns` over evenly spaced rows. */
async function explainModel(
  run: RunContext,
  model: Model,
  scorer: Scorer,
  population: Population,
  columns: ReasonColumns | null,
): Promise<GlobalRanking> {
  const themes = themesOf(run.contract, model);
  const strongest = strongestOf(themes);
  const sums = rankingSums(themes);
  const sources = columnsOf(population, model);
  const { rows } = population.matrix;
  const total = columns ? rows : Math.min(rows, SAMPLE_ROWS);
  const room = roomFor(population, sources, Math.min(BATCH_ROWS, total));
  const width = sources.length + 1;
  for (let from = 0; from < total; from += BATCH_ROWS) {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped while explaining ${model.name}`);
    const size = Math.min(BATCH_ROWS, total - from);
    for (let i = 0; i < size; i++) gatherRow(population, sources, rowAt(from + i, rows, total), room, i);
    const batch = rowsOf(room, 0, size);
    const contributions = await scorer.explain(batch);
    for (let i = 0; i < size; i++) {
      strongestThemes(themes, contributions, i * width, strongest);
      addToRanking(sums, batch.values, contributions, i, strongest.sums);
      columns?.add(from + i, strongest);
    }
    run.progress.report({ label: `Explaining ${model.name}`, done: from + size, total, unit: 'rows' });
  }
  return globalRanking(run.contract, model, themes, sums, room.categorical);
}

/** The i-th of `total` evenly spaced rows. */
function rowAt(i: number, rows: number, total: number): number {
  return total === rows ? i : Math.floor((i * rows) / total);
}

function figuresOf(model: Model, ranking: GlobalRanking): Figure[] {
  return ranking.themes.slice(0, FIGURES).map(({ theme, share }) => ({
    name: `${model.name}.themes.${theme}`,
    value: share,
    unit: 'share',
    source: rankingKey(model),
  }));
}
