import { parseContract, type Contract } from '@engage/schema';

/** A column as ODCS writes it; see `tinyColumns` for examples. */
export type OdcsColumn = Readonly<Record<string, unknown>> & { readonly name: string };

/** What differs from the tiny contract; a property that is null is left out of the contract. */
export interface TinyOverrides {
  /** Replaces all columns. */
  readonly columns?: readonly OdcsColumn[];
  /** Replaces or removes properties of the table: models, split, dialect, peerGroup, … */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Replaces the rules across columns, as SQL by name. */
  readonly rules?: Readonly<Record<string, string>>;
}

/** `{property, value}` pairs, as ODCS wants them. */
function custom(values: Readonly<Record<string, unknown>>): { property: string; value: unknown }[] {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([property, value]) => ({ property, value }));
}

function column(
  name: string,
  logicalType: string,
  extra: object,
  properties: Record<string, unknown>,
): OdcsColumn {
  return { name, logicalType, required: true, ...extra, customProperties: custom(properties) };
}

/** The columns of the tiny table: id, snapshot, seven features, one protected, two targets, one incumbent score. */
export const tinyColumns: readonly OdcsColumn[] = [
  column(
    'account_id',
    'integer',
    { unique: true, primaryKey: true, logicalTypeOptions: { minimum: 1 } },
    { roles: ['id'] },
  ),
  column('seen_at', 'timestamp', {}, { roles: ['as_of'] }),
  column(
    'visits_week',
    'integer',
    { logicalTypeOptions: { minimum: 0, maximum: 1000 } },
    {
      roles: ['feature'],
      unit: 'count/week',
      theme: 'visits',
      actionable: true,
    },
  ),
  column(
    'minutes_day',
    'number',
    { logicalTypeOptions: { minimum: 0, maximum: 1440 } },
    {
      roles: ['feature'],
      unit: 'minutes/day',
      theme: 'visits',
      actionable: true,
    },
  ),
  column(
    'rating',
    'number',
    { required: false, logicalTypeOptions: { minimum: 0, maximum: 5 } },
    {
      roles: ['feature'],
      unit: 'score',
      theme: 'rating',
      actionable: true,
    },
  ),
  column(
    'months',
    'integer',
    { logicalTypeOptions: { minimum: 0 } },
    { roles: ['feature'], unit: 'months', theme: 'tenure' },
  ),
  column(
    'fee_usd',
    'number',
    { logicalTypeOptions: { minimum: 0 } },
    { roles: ['feature', 'money'], unit: 'USD/month', theme: 'fee' },
  ),
  column(
    'plan',
    'string',
    { partitioned: true, partitionKeyPosition: 1, enum: [{ value: 'Basic' }, { value: 'Plus' }] },
    {
      roles: ['feature'],
      theme: 'plan',
    },
  ),
  column('on_trial', 'boolean', {}, { roles: ['feature'], theme: 'plan' }),
  column(
    'region',
    'string',
    { logicalTypeOptions: { maxLength: 20, pattern: '[A-Z][a-z]+' } },
    { roles: ['protected'] },
  ),
  column(
    'satisfaction',
    'number',
    { logicalTypeOptions: { minimum: 0, maximum: 1 } },
    { roles: ['target'], unit: 'score' },
  ),
  column('left_30_day', 'boolean', {}, { roles: ['target'] }),
  column(
    'old_score',
    'number',
    { logicalTypeOptions: { minimum: 0, maximum: 1 } },
    {
      roles: ['excluded'],
      exclusionReason: 'Score of the old rule',
    },
  ),
];

const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];

const PROPERTIES: Readonly<Record<string, unknown>> = {
  models: [
    {
      name: 'satisfaction',
      task: 'regression',
      target: 'satisfaction',
      horizonDays: 30,
      features: FEATURES,
      predictionColumn: 'predicted_satisfaction',
      higherIsBetter: true,
      unit: 'score',
    },
    {
      name: 'leaving',
      task: 'binary',
      target: 'left_30_day',
      horizonDays: 30,
      features: FEATURES,
      incumbent: 'old_score',
      flagThreshold: 0.7,
      predictionColumn: 'predicted_leaving_probability',
      flagColumn: 'predicted_leaving',
      higherIsBetter: false,
      unit: 'probability',
    },
  ],
  split: { by: 'time', column: 'seen_at', tune: 1, calibrate: 1, holdout: 1 },
  dialect: { delimiter: ',', nullTokens: ['', 'NA'] },
  protectedBands: [{ name: 'region', expression: 'region' }],
  peerGroup: ['plan'],
  segmentBy: ['satisfaction', 'leaving'],
  activity: [
    {
      name: 'visited',
      label: 'Visited in the week',
      expression: 'case when visits_week > 0 then 1e0 else 0e0 end',
      unit: 'share',
    },
  ],
};

const RULES = { no_minutes_without_visits: 'visits_week > 0 or minutes_day = 0' };

/** The text, as JSON, which is YAML too, of a small contract of 13 columns with one regression and one binary model. */
export function tinyContractText(overrides: TinyOverrides = {}): string {
  return JSON.stringify(
    {
      apiVersion: 'v3.2.0',
      kind: 'DataContract',
      id: 'tiny-accounts',
      name: 'Accounts of a small service',
      version: '1.0.0',
      schema: [
        {
          name: 'accounts',
          quality: Object.entries(overrides.rules ?? RULES).map(([name, expression]) => ({
            name,
            description: name.replaceAll('_', ' '),
            type: 'sql',
            query: `select count(*) from \${table} where not (${expression})`,
            mustBe: 0,
          })),
          properties: overrides.columns ?? tinyColumns,
          customProperties: custom({ ...PROPERTIES, ...overrides.properties }),
        },
      ],
    },
    null,
    2,
  );
}

/**
 * A small contract for tests, read and checked like any other.
 *
 * @example tinyContract({ properties: { split: { by: 'hash' } } }).split.by // 'hash'
 * @throws ContractError when the overrides do not fit
 */
export function tinyContract(overrides: TinyOverrides = {}): Contract {
  return parseContract(tinyContractText(overrides), 'tiny.odcs.yaml');
}
