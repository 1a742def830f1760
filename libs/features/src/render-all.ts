import { renderSql, type RawColumn, type RawType } from '@engage/run';
import { PARTS, SCORED, sqlText, type ColumnType, type Contract } from '@engage/schema';
import { activityStatement } from './activity.ts';
import { partCountsStatement } from './check-targets.ts';
import { constantsStatement } from './constant-features.ts';
import { countStatement } from './count-rows.ts';
import { featureColumns, wordsStatement } from './encoding.ts';
import { featuresStatement, targetStatement } from './feature-statements.ts';
import { lateRowsStatement, latestKnownStatement, type Cut } from './cut.ts';
import { hasOutcome, outcomeColumns, outcomeRowsStatement } from './outcome-files.ts';
import { outcomeProblemsStatement, outcomesStatement } from './outcomes.ts';
import { metBeforeStatement } from './met-before.ts';
import { partExpression } from './parts.ts';
import { withoutTargets } from './make-features-to-score.ts';
import { prepareStatements } from './prepare-statements.ts';
import { profileStatement } from './profile.ts';
import { rejectedValueStatement } from './quarantine-limit.ts';
import { planTable } from './raw-plan.ts';
import { snapshotExampleStatement, snapshotsStatement } from './snapshots.ts';
import { unknownWordsStatement, wordColumns } from './unknown-words.ts';

/** One statement of `sql/` as a contract fills it in. */
export interface RenderedStatement {
  /** Path of the template below `sql/`, and what it was filled in for: `profile/numbers: age`. */
  readonly name: string;
  readonly select: string;
  /** Whether it computes something, so that its rows are worth comparing between engines. */
  readonly computes: boolean;
}

/** Snapshots to fill in where the data would tell them. */
const SNAPSHOTS = Array.from({ length: 40 }, (_, i) => ({
  snapshot: new Date(Date.UTC(2025, 11 - i, 1)).toISOString(),
  rows: 1,
}));
const CUT: Cut = { moment: '2026-03-01T00:00:00Z', isStated: true };
const SEED = 7;
const FOLDS = 5;

/** Raw types that a Parquet file of the contract's own making would have. */
const NATIVE: Readonly<Record<ColumnType, RawType>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};

/**
 * Every statement that Prepare and Profile run for a contract, for text and for typed raw columns, by time or hash
 * and with folds: what the tests parse, lint, validate in Trino.
 */
export function renderAll(contract: Contract): RenderedStatement[] {
  return [
    ...(['text', 'typed'] as const).flatMap((source) => tableStatements(contract, source)),
    ...outcomeStatements(contract),
    ...featureStatements(contract),
    ...contract.columns.map((column) => computed(`profile: ${column.name}`, profileStatement(column))),
    computed('profile/reasons', renderSql('profile/reasons')),
    computed('prepare/count', countStatement('curated')),
    computed('prepare/rejected-value', rejectedValueStatement(contract.idColumn, "it's.csv", 2)),
  ];
}

function tableStatements(contract: Contract, source: 'text' | 'typed'): RenderedStatement[] {
  const raw = contract.columns.map(({ name, type }): RawColumn => ({
    name,
    type: source === 'text' ? 'text' : NATIVE[type],
  }));
  const statements = prepareStatements(contract, planTable(contract, raw, CUT));
  return Object.entries(statements).map(([name, select]) => computed(`prepare/${name}: ${source}`, select));
}

function outcomeStatements(contract: Contract): RenderedStatement[] {
  return contract.models.filter(hasOutcome).flatMap((model) => {
    const columns = outcomeColumns(contract, model.outcome.key);
    return [
      ...[[], columns.map(({ name, type }) => ({ name, type: NATIVE[type] }))].map((raw) =>
        computed(
          `features/outcome-rows: ${model.name}`,
          outcomeRowsStatement(contract, model.outcome.key, 'outcome_rows_0_raw', raw),
        ),
      ),
      computed(
        `features/outcome-problems: ${model.name}`,
        outcomeProblemsStatement(contract, 'outcome_rows_0'),
      ),
      computed(`features/outcomes: ${model.name}`, outcomesStatement(contract, model, 'outcome_rows_0', CUT)),
      computed(`features/latest-known: ${model.name}`, latestKnownStatement('outcome_rows_0')),
    ];
  });
}

function featureStatements(contract: Contract): RenderedStatement[] {
  const part = partExpression(contract, SNAPSHOTS, SEED);
  const words = featureColumns(contract).filter(({ type }) => type === 'string');
  const encoding = Object.fromEntries(words.map(({ name, values }) => [name, values ?? ['a', "b'c"]]));
  return [
    ...(contract.asOfColumn === null
      ? []
      : [
          computed('features/snapshots', snapshotsStatement(contract.asOfColumn)),
          computed('features/late-rows', lateRowsStatement(contract.asOfColumn, CUT.moment)),
          computed('features/snapshot-example', snapshotExampleStatement(contract, CUT.moment)),
        ]),
    ...words.map((column) =>
      computed(`features/words: ${column.name}`, wordsStatement(column, part, ['fit'])),
    ),
    ...contract.models.map((model, i) =>
      computed(`features/target: ${model.name}`, targetStatement(contract, model, i, CUT)),
    ),
    ...contract.models.map((model, i) =>
      computed(
        `features/target: ${model.name}, to score`,
        targetStatement(withoutTargets(contract), withoutTargets(contract).models[i]!, i, null),
      ),
    ),
    computed(
      'features/features: to score',
      featuresStatement(contract, { part: sqlText(SCORED), encoding, seed: SEED, folds: null }),
    ),
    ...[null, FOLDS].map((folds) =>
      computed(
        `features/features: ${folds ?? 'no'} folds`,
        featuresStatement(contract, { part, encoding, seed: SEED, folds }),
      ),
    ),
    ...(wordColumns(contract, encoding).length === 0
      ? []
      : [
          computed(
            'features/unknown-words',
            unknownWordsStatement(contract, wordColumns(contract, encoding)),
          ),
        ]),
    computed('features/met-before', metBeforeStatement(contract)),
    computed('features/counts', partCountsStatement(contract)),
    computed('features/constants', constantsStatement(contract, PARTS)),
    ...contract.activity.map((fact) => computed(`prepare/activity: ${fact.name}`, activityStatement(fact))),
  ];
}

function computed(name: string, select: string): RenderedStatement {
  return { name, select, computes: true };
}
