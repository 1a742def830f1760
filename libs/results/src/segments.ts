import { quoted, sqlText, type Contract, type Model } from '@engage/schema';
import { firstModel, flaggingModels } from './model-roles.ts';

const LEVELS = ['low', 'medium', 'high'] as const;

/** The models whose terciles span the segments, in the contract's order; the first model where it names none. */
export function segmentModels(contract: Contract): Model[] {
  const named = contract.segmentBy.flatMap((name) => contract.models.filter((model) => model.name === name));
  return named.length > 0 ? named : [firstModel(contract)];
}

/** SQL of each tercile: 1 the lowest third by rank of the prediction, ties by id. */
export function tercilesSql(contract: Contract): string {
  const id = quoted(contract.idColumn);
  return segmentModels(contract)
    .map(
      ({ predictionColumn }, index) =>
        `ntile(3) over (order by ${quoted(predictionColumn)}, ${id}) as tercile_${index + 1}`,
    )
    .join(',\n    ');
}

/**
 * SQL of a segment's name over the terciles: "High engagement, low value", with ", at risk" for customers whom
 * a model flags.
 */
export function segmentSql(contract: Contract): string {
  const levels = segmentModels(contract).map((model, index) => {
    const names = LEVELS.map((level) => levelText(level, model, index === 0));
    const cases = names.map((name, rank) => `when ${rank + 1} then ${sqlText(name)}`).join(' ');
    return `case tercile_${index + 1} ${cases} end`;
  });
  const flags = flaggingModels(contract).map(
    (model) => `case when ${quoted(model.flagColumn)} then ${sqlText(flagText(model))} else '' end`,
  );
  return [...levels, ...flags].join(' || ');
}

function levelText(level: string, model: Model, first: boolean): string {
  const words = `${level} ${model.name.replaceAll('_', ' ')}`;
  return first ? words.charAt(0).toUpperCase() + words.slice(1) : `, ${words}`;
}

/** What the flag means: danger where the model predicts something bad. */
function flagText(model: Model): string {
  return model.higherIsBetter ? `, likely ${model.name.replaceAll('_', ' ')}` : ', at risk';
}
