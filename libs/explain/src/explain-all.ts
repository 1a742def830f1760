import type { Engine, Matrix, Scorer } from '@engage/engine';
import {
  canonicalJson,
  InterruptedError,
  type Figure,
  type RunContext,
  type StageOutcome,
  type TableReader,
  type TableWriter,
} from '@engage/run';
import { columnOf, type Model } from '@engage/schema';
import { globalRanking, type GlobalRanking } from './global-ranking.ts';
import {
  columnsOf,
  gatherRow,
  loadFeatures,
  loadPopulation,
  roomFor,
  type Population,
} from './population.ts';
import { reasonColumns } from './reason-columns.ts';
import { referenceValuesOf } from './reference-values.ts';
import type { Telling, Told } from './row-teller.ts';
import { tellersBeside, tellersHere, type Teller } from './tellers.ts';
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
  const here = tellersHere();
  // A thread of its own is worth it where more than one model has many rows.
  const beside = run.threads > 1 && models.length > 1 && total > BATCH_ROWS ? tellersBeside() : here;
  // The models take turns in the engine's threads: while they explain one, another's reasons are put into words and
  // a third one's are written.
  const outcomes = await allOf(
    models.map(async (model, index): Promise<Explained> => {
      const bytes = await run.store.read(run.layout.model(model.name, 'model.ubj'));
      const scorer = await ports.engine.load(bytes, run.threads);
      try {
        const telling = tellingOf(run, model, matrix, population);
        const teller = (index === 0 ? here : beside).begin(telling);
        const told = await explainModel(run, { model, scorer, matrix, total, teller, progress });
        const ranking = rankingOf(run, model, matrix, told);
        const artefacts: string[] = [];
        if (population) {
          const columns = reasonColumns(run.contract, model, population, told);
          await ports.writer.write(run.layout.explanations(model.name), columns);
          artefacts.push(run.layout.explanations(model.name));
        }
        const key = `${run.layout.root}${rankingKey(model)}`;
        await run.store.write(key, canonicalJson(ranking, true));
        return { artefacts: [...artefacts, key], figures: figuresOf(model, ranking) };
      } finally {
        await scorer.close();
      }
    }),
  ).finally(() => beside.close());
  // Models of another run came with what was typical of the customers that they learnt from.
  const reference = population && run.request.config.models === null ? [run.layout.reference] : [];
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
  /** What takes the rows once they are explained. */
  readonly teller: Teller;
  readonly progress: (rows: number) => void;
}

/** One model over its rows, in batches. */
async function explainModel(run: RunContext, given: Explaining): Promise<Told> {
  const { model, scorer, matrix, total, teller } = given;
  const sources = columnsOf(matrix, model);
  for (let from = 0; from < total; from += BATCH_ROWS) {
    if (run.signal.aborted)
      throw new InterruptedError(`Run ${run.runId} was stopped while explaining ${model.name}`);
    const rows = Math.min(BATCH_ROWS, total - from);
    // Memory of their own: the rows before may still be looked at.
    const batch = roomFor(matrix, sources, rows);
    for (let i = 0; i < rows; i++) gatherRow(matrix, sources, rowAt(from + i, matrix.rows, total), batch, i);
    const contributions = await scorer.explain(batch);
    await teller.take({ from, rows, values: batch.values, contributions });
    given.progress(rows);
  }
  return teller.finish();
}

function tellingOf(
  { contract }: RunContext,
  model: Model,
  matrix: Matrix,
  population: Population | null,
): Telling {
  const themes = themesOf(contract, model);
  const features = model.features.length;
  if (!population) return { features, themes, words: null };
  const { peers, typical, words, labels, isPeerColumn } = population;
  return {
    features,
    themes,
    words: {
      population: { matrix, peers, typical, words, labels, isPeerColumn },
      sources: columnsOf(matrix, model),
      actionable: Uint8Array.from(model.features, (name) => Number(columnOf(contract, name).actionable)),
    },
  };
}

function rankingOf({ contract }: RunContext, model: Model, matrix: Matrix, { sums }: Told): GlobalRanking {
  const categorical = Array.from(columnsOf(matrix, model), (column) => matrix.categorical[column]!);
  return globalRanking(contract, model, themesOf(contract, model), sums, categorical);
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
