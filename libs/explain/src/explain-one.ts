import type { Engine, Scorer } from '@engage/engine';
import { InputError, type RunContext, type TableReader } from '@engage/run';
import { columnOf, PARTS, SCORED, type Model, type Part } from '@engage/schema';
import { columnsOf, gatherRow, isInSample, loadPopulation, roomFor, type Population } from './population.ts';
import { reasonBook, tellingReference, valueText } from './reason-book.ts';
import { REASONS } from './strongest.ts';
import { themesOf } from './themes.ts';

/** What one feature does to one customer's prediction. */
export interface FeatureReason {
  readonly feature: string;
  /** SHAP value on the margin scale: above 0 raises the prediction, below 0 lowers it. */
  readonly contribution: number;
  /** As text, a category by its word; null when not known. */
  readonly value: string | null;
  /** Median or most frequent value of the reference group; null when not known. */
  readonly typical: string | null;
  /** `peers`: customers like them; `everyone` where there are too few of those, or the value is as usual there. */
  readonly comparedWith: 'peers' | 'everyone';
  readonly words: string;
  readonly actionable: boolean;
}

/** One theme's share in one customer's prediction. */
export interface ThemeReason {
  readonly theme: string;
  /** Sum over the theme's features. */
  readonly contribution: number;
  readonly direction: 'raises' | 'lowers' | 'neither';
  /** The words of the strongest feature that pulls the theme's way, and whether that can be acted on. */
  readonly words: string;
  readonly actionable: boolean;
  /** Strongest first. */
  readonly features: readonly FeatureReason[];
}

/** One model's prediction for one customer, and why. */
export interface ModelExplanation {
  readonly model: string;
  /** As in the predictions file: calibrated. */
  readonly prediction: number;
  /** Its interval (of the outcome, or of a probability's calibration); null where none could be learnt. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly unit: string | null;
  /** Whether the prediction is above the model's threshold; null without one. */
  readonly flagged: boolean | null;
  /** Before calibration: the base value and all contributions add up to it. */
  readonly margin: number;
  readonly base: number;
  /** The strongest themes that can be acted on, and those that cannot; three of each at most. */
  readonly actionable: readonly ThemeReason[];
  readonly fixed: readonly ThemeReason[];
  /** All themes, strongest first. */
  readonly themes: readonly ThemeReason[];
}

/** What the run knows about one customer. */
export interface CustomerExplanation {
  readonly customerId: string;
  /** Null for rows that the contract's purge leaves out of every part. */
  readonly part: Part | typeof SCORED | null;
  /** The models saw this customer while they were fitted, so the reasons are in-sample. */
  readonly inSample: boolean;
  readonly models: readonly ModelExplanation[];
}

/**
 * Explains one customer of a run whose models are fitted and whose predictions are made.
 *
 * @throws InputError when the run has no such customer
 */
export async function explainOne(
  run: RunContext,
  customerId: string,
  { engine, reader }: { readonly engine: Engine; readonly reader: TableReader },
): Promise<CustomerExplanation> {
  const population = await loadPopulation(run, reader);
  const row = population.ids.indexOf(customerId);
  const id = run.contract.idColumn;
  if (row < 0)
    throw new InputError(
      `Expected a customer of run ${run.runId} with ${id} "${customerId}", found none; ` +
        `npx engage query "select ${id} from results limit 10" lists some`,
    );
  const models: ModelExplanation[] = [];
  for (const model of run.contract.models) {
    const bytes = await run.store.read(run.layout.model(model.name, 'model.ubj'));
    const scorer = await engine.load(bytes, run.threads);
    try {
      const predictions = await predictionsOf(run, model, reader);
      models.push(await explainModel(run, model, scorer, population, row, predictions(customerId)));
    } finally {
      await scorer.close();
    }
  }
  const part = ([...PARTS, SCORED] as const).find((name) => name === population.parts[row]) ?? null;
  return { customerId, part, inSample: isInSample(part), models };
}

type Predicted = Pick<ModelExplanation, 'prediction' | 'interval'>;

/** A model's predictions by id: another stage wrote them, so their order is not relied on. */
async function predictionsOf(
  run: RunContext,
  model: Model,
  reader: TableReader,
): Promise<(id: string) => Predicted> {
  const key = run.layout.predictions(model.name);
  const ids = await reader.texts(key, run.contract.idColumn);
  const [values, lows, highs] = await Promise.all(
    ['prediction', 'low', 'high'].map((column) => reader.numbers(key, column)),
  );
  return (id) => {
    const row = ids.indexOf(id);
    const at = (numbers: Float64Array | undefined): number => numbers?.[row] ?? Number.NaN;
    const [low, high] = [at(lows), at(highs)];
    return { prediction: at(values), interval: Number.isNaN(low) ? null : { low, high } };
  };
}

async function explainModel(
  run: RunContext,
  model: Model,
  scorer: Scorer,
  population: Population,
  row: number,
  predicted: Predicted,
): Promise<ModelExplanation> {
  const { prediction } = predicted;
  const sources = columnsOf(population.matrix, model);
  const matrix = roomFor(population.matrix, sources, 1);
  gatherRow(population.matrix, sources, row, matrix, 0);
  const contributions = await scorer.explain(matrix);
  const themes = themesOf(run.contract, model);
  const features = featureReasons(run, model, population, sources, row, contributions);
  const told = themes.names
    .map((theme, t) =>
      themeReason(
        theme,
        features.filter((_, f) => themes.ofFeature[f] === t),
      ),
    )
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const felt = told.filter(({ direction }) => direction !== 'neither');
  return {
    model: model.name,
    ...predicted,
    unit: model.unit,
    flagged: model.flagThreshold === null ? null : prediction > model.flagThreshold,
    margin: contributions.reduce((sum, value) => sum + value, 0),
    base: contributions[sources.length]!,
    actionable: felt.filter(({ actionable }) => actionable).slice(0, REASONS),
    fixed: felt.filter(({ actionable }) => !actionable).slice(0, REASONS),
    themes: told,
  };
}

function featureReasons(
  run: RunContext,
  model: Model,
  population: Population,
  sources: Uint16Array,
  row: number,
  contributions: Float32Array,
): FeatureReason[] {
  const book = reasonBook(population);
  return model.features.map((feature, f) => {
    const column = sources[f]!;
    const value = population.matrix.values[row * population.matrix.columns + column]!;
    const { typical, yardstick } = tellingReference(population, column, population.peers.group[row]!, value);
    const text = (x: number): string | null => (Number.isNaN(x) ? null : valueText(population, column, x));
    return {
      feature,
      contribution: contributions[f]!,
      value: text(value),
      typical: text(typical),
      comparedWith: yardstick,
      words: book.texts[book.codeOf(column, row)]!,
      actionable: columnOf(run.contract, feature).actionable,
    };
  });
}

/** A theme's features give one reason: the words of the strongest one that pulls the theme's way. */
function themeReason(theme: string, members: readonly FeatureReason[]): ThemeReason {
  const contribution = members.reduce((sum, member) => sum + member.contribution, 0);
  const features = members.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const spokesman = features.find((member) => member.contribution * contribution > 0) ?? features[0]!;
  const direction = contribution === 0 ? 'neither' : contribution > 0 ? 'raises' : 'lowers';
  const { words, actionable } = spokesman;
  return { theme, contribution, direction, words, actionable, features };
}
