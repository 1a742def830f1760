import { intervalColumns, type Contract, type Model } from '@engage/schema';

/** The model whose reasons stand in the ensemble: the first binary one, else the first. */
export function primaryModel(contract: Contract): Model {
  return contract.models.find((model) => model.task === 'binary') ?? firstModel(contract);
}

/**
 * The model that the QA table judges: the contract's first.
 *
 * @throws RangeError when the contract has no model
 */
export function firstModel(contract: Contract): Model {
  const [model] = contract.models;
  if (!model) throw new RangeError(`Expected a model in contract ${contract.id}, found none`);
  return model;
}

/** Models that flag customers. */
export function flaggingModels(contract: Contract): (Model & { flagColumn: string })[] {
  return contract.models.filter(
    (model): model is Model & { flagColumn: string } => model.flagColumn !== null,
  );
}

/** The column by which customers are worth more or less: lifetime value, else the first amount, or null. */
export function worthColumn(contract: Contract): string | null {
  if (contract.lifetimeValue) return contract.lifetimeValue.predictionColumn;
  const amount =
    contract.models.find(({ task }) => task === 'tweedie') ??
    contract.models.find(({ task }) => task === 'regression');
  return amount?.predictionColumn ?? null;
}

/** Columns that the models and the lifetime value add, in the order of the contract. */
export function predictedColumns(contract: Contract): string[] {
  const columns = contract.models.flatMap((model) => [
    model.predictionColumn,
    ...intervalColumns(model),
    ...(model.flagColumn === null ? [] : [model.flagColumn]),
  ]);
  return contract.lifetimeValue ? [...columns, contract.lifetimeValue.predictionColumn] : columns;
}

/** All columns that the ensemble adds to the id, in their order. */
export function ensembleColumns(contract: Contract): string[] {
  return [
    'split',
    ...predictedColumns(contract),
    'segment',
    'reason_1',
    'reason_2',
    'reason_3',
    'model_version',
    'run_id',
  ];
}
