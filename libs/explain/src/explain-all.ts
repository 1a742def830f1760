import { rowsOf, type Engine, type Matrix, type Scorer } from '@engage/engine';
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
import { columnsOf, gatherRow, loadFeatures, loadPopulation, roomFor } from './population.ts';
import { reasonColumns, type ReasonColumns } from './reason-columns.ts';
import { REFERENCE_KEY, referenceValuesOf } from './reference-values.ts';
import { strongestOf, strongestThemes } from './strongest.ts';
import { themesOf } from './themes.ts';

/** Rows explained between two looks at the signal and two steps of the progress. */
const BATCH_ROWS = 16_384;
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
  const { models } = run.contract;
  const everyone = run.request.config.explain === 'all';
  const population = everyone ? await loadPopulation(run, ports.reader) : null;
  const matrix = population?.matrix ?? (await loadFeatures(run, ports.reader));
  const total = population ? matrix.rows : Math.min(matrix.rows, SAMPLE_ROWS);
  const progress = sharedProgress(run, total * models.length);
  // The models take turns in the engine's thread: while it explains one, another's reasons are put into words and
  // a third one's are written.
  const outcomes = await allOf(
    models.map(async (model): Promise<Explained> => {
      const bytes = await run.store.read(run.layout.model(model.name, 'model.ubj'));
      const scorer = await ports.engine.load(bytes, run.threads);
      try {
        const columns = population && reasonColumns(run.contract, model, population);
        const ranking = await explainModel(run, { model, scorer, matrix, total, columns, progress });
        const artefacts: string[] = [];
        if (columns) {
          await ports.writer.write(run.layout.explanations(model.name), columns.finish());
          artefacts.push(run.layout.explanations(model.name));
        }
        const key = `${run.layout.root}${rankingKey(model)}`;
        await run.store.write(key, canonicalJson(ranking, true));
        return { artefacts: [...artefacts, key], figures: figuresOf(model, ranking) };
      } finally {
        await scorer.close();
      }
    }),
  );
  const reference = population ? [`${run.layout.root}${REFERENCE_KEY}`] : [];
  for (const key of reference)
    await run.store.write(key, canonicalJson(referenceValuesOf(run.contract, population!), true));
  return {
    counts: { explained: population ? matrix.rows : 0, models: models.length },
    artefacts: [...outcomes.flatMap(({ artefacts }) => artefacts), ...reference],
    figures: outcomes.flatMap(({ figures }) => figures),
    notes: everyone ? [] : ["Nobody's predictions were explained, as the configuration asks"],
  };
}

interface Explained {
  readonly artefacts: readonly string[];
  readonly figures: readonly Figure[];
}

/** Waits for all pieces of work, so that none goes on behind a failure; then throws the first failure. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** Tells how many rows are done, over all models. */
function sharedProgress(run: RunContext, total: number): (rows: number) => void {
  let done = 0;
  return (rows) => {
    done += rows;
    run.progress.report({ label: 'Explaining', done, total, unit: 'rows' });
  };
}

/** Key below the run's root of a model's global ranking. */
export function rankingKey(model: Model): string {
  return `explanations/${model.name}.global.json`;
}

/** One model, and all that explaining it needs. */
interface Explaining {
  readonly model: Model;
  readonly scorer: Scorer;
  /** Every feature of every model. */
  readonly matrix: Matrix;
  /** Rows that are explained: all of them, or that many at even distances. */
  readonly total: number;
  /** Where everyone's reasons go; null when nobody gets any. */
  readonly columns: ReasonColumns | null;
  readonly progress: (rows: number) => void;
}

/** One model over its rows, in batches. */
async function explainModel(run: RunContext, given: Explaining): Promise<GlobalRanking> {
  const { model, scorer, matrix, total, columns } = given;
  const themes = themesOf(run.contract, model);
  const strongest = strongestOf(themes);
  const sums = rankingSums(themes);
  const sources = columnsOf(matrix, model);
  const room = roomFor(matrix, sources, Math.min(BATCH_ROWS, total));
  const width = sources.length + 1;
  for (let from = 0; from < total; from += BATCH_ROWS) {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped while explaining ${model.name}`);
    const size = Math.min(BATCH_ROWS, total - from);
    for (let i = 0; i < size; i++) gatherRow(matrix, sources, rowAt(from + i, matrix.rows, total), room, i);
    const batch = rowsOf(room, 0, size);
    const contributions = await scorer.explain(batch);
    for (let i = 0; i < size; i++) {
      strongestThemes(themes, contributions, i * width, strongest);
      addToRanking(sums, batch.values, contributions, i, strongest.sums);
      columns?.add(from + i, strongest);
    }
    given.progress(size);
  }
  return globalRanking(run.contract, model, themes, sums, room.categorical);
}

/** The i-th of `total` evenly spaced rows. */
function rowAt(i: number, rows: number, total: number): number {
  return total === rows ? i : Math.floor((i * rows) / total);
}

function figuresOf(model: Model, ranking: GlobalRanking): Figure[] {
  return ranking.themes.slice(0, FIGURES).map(({ theme, share, low, high }) => ({
    name: `${model.name}.themes.${theme}`,
    value: share,
    low,
    high,
    unit: 'share',
    source: rankingKey(model),
  }));
}
