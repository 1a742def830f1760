import { tellerOf, themesOf, type ReferenceValues } from '@engage/explain';
import { intervalFunction, type IntervalModel } from '@engage/intervals';
import { predictorOf, type Calibration } from '@engage/model';
import {
  InputError,
  latestRunId,
  layoutOf,
  modelVersionOf,
  ObjectNotFoundError,
  readJson,
  readRequest,
  type ObjectStore,
} from '@engage/run';
import { columnOf, parseContract, targetBounds, type Contract, type Model } from '@engage/schema';
import type { TreeScorer } from '@engage/trees';
import type { ServingModel, ServingModels } from './serving-models.ts';
import { warmUp } from './warm-up.ts';

/** Where a run's models lie, and what reads them. */
export interface ModelSource {
  readonly store: ObjectStore;
  /** The run whose models are served; the latest finished one by default. */
  readonly runId?: string | undefined;
  /** Makes the bytes of a model ready to score. */
  createScorer(bytes: Uint8Array): TreeScorer;
}

/**
 * Loads the models of a run with all that scoring needs: a handful of small files, no table.
 *
 * @throws InputError when there is no such run, or its models are not finished
 */
export async function loadModels({ store, runId: given, createScorer }: ModelSource): Promise<ServingModels> {
  const runId = given ?? (await latestRunId(store));
  const layout = layoutOf(runId);
  const { contract: file } = await readRequest(store, runId);
  const contract = parseContract(file.text, file.name);
  const stored = (key: string) => orAdvice(runId, () => readJson(store, key, adviceFor(runId)));
  const names = [...new Set(contract.models.flatMap(({ features }) => features))];
  const encoding = (await stored(layout.encoding)) as Record<string, readonly string[]>;
  const hasReference = await store.exists(layout.reference);
  const reference = hasReference ? ((await stored(layout.reference)) as ReferenceValues) : null;
  const models = await Promise.all(
    contract.models.map(async (model): Promise<ServingModel> => {
      const key = layout.model(model.name, 'model.ubj');
      const bytes = await orAdvice(runId, () => store.read(key));
      const kept = await stored(layout.model(model.name, 'calibration.json'));
      const { calibration } = kept as { readonly calibration: Calibration };
      const intervals = (await stored(layout.model(model.name, 'intervals.json'))) as IntervalModel;
      const scorer = warmUp(scorerOf(createScorer(bytes), model, store.location(key)));
      return {
        model,
        scorer,
        places: Uint16Array.from(model.features, (feature) => names.indexOf(feature)),
        themes: themesOf(contract, model),
        predict: predictorOf(contract, model, calibration),
        interval: intervalFunction(intervals, targetBounds(contract, model)),
        intervals: {
          method: intervals.method,
          coverage: intervals.method === 'conformal' ? intervals.coverage : null,
        },
      };
    }),
  );
  return {
    runId,
    version: await modelVersionOf(
      store,
      layout,
      contract.models.map(({ name }) => name),
    ),
    contract,
    models,
    columns: columnsOf(contract, names),
    peerColumns: columnsOf(contract, contract.peerGroup),
    encoding,
    teller: tellerOf(contract, encoding, reference),
  };
}

function columnsOf(contract: Contract, names: readonly string[]) {
  return names.map((name) => columnOf(contract, name));
}

function scorerOf(scorer: TreeScorer, { name, features }: Model, location: string): TreeScorer {
  if (scorer.features === features.length && scorer.outputs === 1) return scorer;
  throw new InputError(
    `Expected a model "${name}" of ${features.length} features and one output in ${location}, found one of ${scorer.features} and ${scorer.outputs}; run the pipeline again`,
  );
}

function adviceFor(runId: string): string {
  return `give the command that began run ${runId} again, which finishes it`;
}

/** A file that is not there means that the run has not come so far. */
async function orAdvice<T>(runId: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof ObjectNotFoundError)) throw cause;
    throw new InputError(`${cause.message}; ${adviceFor(runId)}`, { cause });
  }
}
