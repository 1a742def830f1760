import { renderSql } from '@engage/run';
import { quoted, sqlText, type Column, type Contract, type Model } from '@engage/schema';
import { lastKnownSnapshot, momentLiteral, type Cut } from './cut.ts';
import { featureColumns, OTHER_WORD, type Encoding } from './encoding.ts';
import { hasOutcome } from './outcome-files.ts';
import { idHash } from './parts.ts';

/** What decides the features beside the contract. */
export interface FeatureSettings {
  /** SQL that gives a row's part. */
  readonly part: string;
  readonly encoding: Encoding;
  readonly seed: number;
  /** Number of folds for cross-validation; null without. */
  readonly folds: number | null;
}

/** Largest finite FLOAT; beyond it a cast fails in one engine and gives an infinity in the other. */
const LARGEST_FLOAT = '3.4e38';

/**
 * The statement of a model's target, one row a customer: from `outcomes_<i>`, or from the curated rows, where it is
 * null unless it was known when the data were cut.
 */
export function targetStatement(contract: Contract, model: Model, index: number, cut: Cut | null): string {
  if (hasOutcome(model))
    return renderSql('features/target', {
      id: 'id',
      expression: model.target,
      source: `outcomes_${index}`,
    });
  const last = lastKnownSnapshot(contract, model, cut);
  const isKnown = last && `cast(${quoted(contract.asOfColumn!)} as timestamp(6)) <= ${momentLiteral(last)}`;
  return renderSql('features/target', {
    id: quoted(contract.idColumn),
    expression: isKnown === null ? model.target : `case when ${isKnown} then ${model.target} end`,
    source: 'curated',
  });
}

/**
 * The statement of `features/features.parquet`. Inside it columns go by position (x0, x1 …), so that no name of a
 * contract can collide with another.
 */
export function featuresStatement(contract: Contract, settings: FeatureSettings): string {
  const features = featureColumns(contract);
  const incumbents = contract.models.filter(({ incumbent }) => incumbent !== null);
  const words = features.map((column, i) => ({ column, i })).filter(({ column }) => column.type === 'string');
  return renderSql('features/features', {
    id: quoted(contract.idColumn),
    hash: settings.folds === null ? 'cast(null as varchar)' : idHash(contract, settings.seed),
    known: [
      `${settings.part} as row_part`,
      ...features.map((column, i) => `${rawFeature(column)} as x${i}`),
      ...incumbents.map(({ incumbent }, i) => `cast(${quoted(incumbent!)} as double) as incumbent${i}`),
    ].join(',\n    '),
    columns: [
      'cast(known.row_part as varchar) as part',
      ...features.map((column, i) => `${feature(column, i, settings.encoding)} as ${quoted(column.name)}`),
      ...contract.models.map(({ name }, i) => `target${i}.target as ${quoted(`target_${name}`)}`),
      ...incumbents.map(({ name }, i) => `known.incumbent${i} as ${quoted(`incumbent_${name}`)}`),
      ...folds(contract, settings.folds),
    ].join(',\n  '),
    joins: [
      ...words.map(
        ({ column, i }) =>
          `left join (${wordTable(settings.encoding[column.name] ?? [])}) as words${i} (word, code) on words${i}.word = known.x${i}`,
      ),
      ...contract.models.map((_, i) => `left join target_${i} as target${i} on target${i}.id = known.row_id`),
    ].join('\n'),
  });
}

function rawFeature(column: Column): string {
  const name = quoted(column.name);
  switch (column.type) {
    case 'string':
      return name;
    case 'integer':
      return `cast(${name} as real)`;
    case 'number':
      return `case when abs(${name}) <= ${LARGEST_FLOAT} then cast(${name} as real) end`;
    case 'boolean':
      return `cast(case when ${name} then 1 when not ${name} then 0 end as real)`;
    case 'date':
      return `cast(date_diff('day', date '1970-01-01', ${name}) as real)`;
    case 'timestamp':
      return `cast(to_unixtime(${name}) / 864e2 as real)`;
  }
}

function feature(column: Column, i: number, encoding: Encoding): string {
  if (column.type !== 'string') return `known.x${i}`;
  const words = encoding[column.name] ?? [];
  const other = words.at(-1) === OTHER_WORD ? words.length - 1 : null;
  if (other === null) return `cast(words${i}.code as real)`;
  return `cast(case when known.x${i} is not null then coalesce(words${i}.code, ${other}) end as real)`;
}

function wordTable(words: readonly string[]): string {
  const own = words.at(-1) === OTHER_WORD ? words.slice(0, -1) : words;
  if (own.length === 0) return `select cast(null as varchar), cast(null as integer)`;
  return `values ${own.map((word, code) => `(${sqlText(word)}, ${code})`).join(', ')}`;
}

/** Rows dealt to the folds in the order of a hash, class by class, so that each fold has the same share of each. */
function folds(contract: Contract, count: number | null): string[] {
  if (count === null) return [];
  return contract.models.map((model, i) => {
    const target = `target${i}.target`;
    const strata = model.task === 'binary' ? target : `${target} is null`;
    const place = `row_number() over (partition by ${strata} order by known.id_hash, known.row_id) - 1`;
    const fold = `case when ${target} is not null then cast((${place}) % ${count} as integer) end`;
    return `${fold} as ${quoted(`fold_${model.name}`)}`;
  });
}
