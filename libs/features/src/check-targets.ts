import { InputError, renderSql, type QueryEngine } from '@engage/run';
import { PARTS, quoted, type Contract, type Model, type Part } from '@engage/schema';
import { countWords } from './words.ts';

/** The targets of one model in one part. */
interface TargetRange {
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/** Rows of each part, and its targets model by model. */
export interface PartCounts {
  readonly rows: Readonly<Partial<Record<Part, number>>>;
  readonly purged: number;
  readonly targets: ReadonlyMap<string, Readonly<Partial<Record<Part, TargetRange>>>>;
}

/** The statement behind `countParts`. */
export function partCountsStatement(contract: Contract): string {
  const targets = contract.models.map(({ name }, i) => {
    const column = quoted(`target_${name}`);
    return `count(${column}) as count_${i}, min(${column}) as low_${i}, max(${column}) as high_${i}`;
  });
  return renderSql('features/counts', { targets: targets.join(',\n  ') });
}

/** Counts the rows and targets of each part of the features. */
export async function countParts(contract: Contract, engine: QueryEngine): Promise<PartCounts> {
  const found = await engine.rows(partCountsStatement(contract));
  const rows: Partial<Record<Part, number>> = {};
  const targets = new Map(
    contract.models.map(({ name }) => [name, {} as Partial<Record<Part, TargetRange>>]),
  );
  let purged = 0;
  for (const row of found) {
    const part = PARTS.find((name) => name === row['part']);
    if (!part) purged += Number(row['row_count']);
    else {
      rows[part] = Number(row['row_count']);
      for (const [i, { name }] of contract.models.entries())
        targets.get(name)![part] = {
          count: Number(row[`count_${i}`]),
          low: Number(row[`low_${i}`]),
          high: Number(row[`high_${i}`]),
        };
    }
  }
  return { rows, purged, targets };
}

/**
 * Checks that every model has something to learn and to be measured by.
 *
 * @param learn parts to learn from: all of them with cross-validation
 * @param unknown models with targets that were not known when the data were cut, with words that say so
 * @returns notes about parts that cannot be used
 * @throws InputError when a part that is needed has no target or one value alone, or a target is out of its range
 */
export function checkTargets(
  contract: Contract,
  counts: PartCounts,
  folds: number | null,
  unknown: ReadonlyMap<string, string> = new Map(),
): string[] {
  const notes: string[] = [];
  for (const model of contract.models) {
    const ranges = counts.targets.get(model.name) ?? {};
    checkRange(
      model,
      Object.values(ranges).filter(({ count }) => count > 0),
    );
    for (const part of PARTS) {
      if (folds === null || part === 'fit') {
        const problem = problemOf(model, folds === null ? ranges[part] : merged(Object.values(ranges)));
        if (!problem) continue;
        const where = folds === null ? `part ${part} (${partWords(counts.rows[part])})` : 'the table';
        if (folds === null && part !== 'fit' && part !== 'holdout')
          notes.push(`${model.name}: ${problem} in ${where}`);
        else {
          const why = unknown.get(model.name);
          const because = why === undefined ? '' : ` (${why})`;
          throw new InputError(
            `Expected different values of the target of model ${model.name} (${model.target}) in ${where}, found ${problem}${because}; give data that have them, or change the model or the split in the contract`,
          );
        }
      }
    }
  }
  return notes;
}

function partWords(rows: number | undefined): string {
  return `${countWords(rows ?? 0)} rows`;
}

function merged(ranges: readonly TargetRange[]): TargetRange {
  const used = ranges.filter(({ count }) => count > 0);
  return {
    count: used.reduce((sum, { count }) => sum + count, 0),
    low: Math.min(...used.map(({ low }) => low)),
    high: Math.max(...used.map(({ high }) => high)),
  };
}

function problemOf(model: Model, range: TargetRange | undefined): string | null {
  if (!range || range.count === 0) return 'no target at all';
  if (range.low !== range.high) return null;
  return model.task === 'binary' ? `one class alone (${range.low})` : `one value alone (${range.low})`;
}

function checkRange(model: Model, ranges: readonly TargetRange[]): void {
  const { low, high } = merged(ranges);
  const refuse = (expected: string, found: number): never => {
    throw new InputError(
      `Expected the target of model ${model.name} (${model.target}) to be ${expected}, found ${found}; correct the data, or the model in the contract`,
    );
  };
  if (ranges.length === 0) return;
  if (model.task === 'binary' && low !== 0 && low !== 1) refuse('0 or 1', low);
  if (model.task === 'binary' && high !== 0 && high !== 1) refuse('0 or 1', high);
  if (model.task === 'tweedie' && low < 0) refuse('at least 0', low);
}
