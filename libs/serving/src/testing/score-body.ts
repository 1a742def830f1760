import fc from 'fast-check';

/** Most customers of a request in these tests. */
export const MAX_ROWS = 4;
const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];
/** Values around the limits of the tiny contract's columns. */
const edges = [-1, 0, 0.5, 1, 5, 5.1, 1000, 1001, 1440, 1440.5, 2 ** 53, 1e308, 'Basic', 'Gold', true, null];
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...edges));
/**
 * A request's body: valid, nearly so, or anything.
 *
 * @param valid customers that keep the tiny contract
 */
export function scoreBodies(valid: readonly Readonly<Record<string, unknown>>[]) {
  /** A valid customer with some members changed, added or left out. */
  const customer = fc
    .tuple(
      fc.constantFrom(...valid),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...FEATURES, 'account_id', 'region', '__proto__'), fc.string()),
        anything,
        {
          maxKeys: 2,
        },
      ),
      fc.array(fc.constantFrom('account_id', ...FEATURES), { maxLength: 1 }),
      fc.nat(9),
    )
    .map(([base, changes, removed, dice]) => {
      const all = dice < 4 ? { ...base, ...changes } : { ...base };
      for (const name of dice < 5 ? removed : []) Reflect.deleteProperty(all, name);
      return all;
    });
  const modelNames = fc.oneof(
    fc.uniqueArray(fc.constantFrom('satisfaction', 'leaving'), { minLength: 1 }),
    fc.array(fc.oneof(fc.constantFrom('satisfaction', 'leaving', 'value'), anything), { maxLength: 3 }),
    anything,
  );
  const request = fc.record(
    {
      customers: fc.oneof(
        { weight: 8, arbitrary: fc.array(customer, { minLength: 1, maxLength: MAX_ROWS }) },
        { weight: 1, arbitrary: anything },
      ),
      models: modelNames,
      reasons: fc.oneof(fc.integer({ min: -1, max: 11 }), anything),
      other: anything,
    },
    { requiredKeys: ['customers'] },
  );
  /** A valid request but for one value, which may be valid too, and options that are no more than one off. */
  const nearMiss = fc.record(
    {
      customers: fc
        .tuple(
          fc.constantFrom(...valid),
          fc.constantFrom('account_id', ...FEATURES),
          fc.constantFrom(...edges),
        )
        .map(([base, name, value]) => [{ ...base, [name]: value }]),
      models: fc.uniqueArray(fc.constantFrom('satisfaction', 'leaving'), { minLength: 1 }),
      reasons: fc.integer({ min: -1, max: 11 }),
    },
    { requiredKeys: ['customers'] },
  );
  return fc.oneof(
    { weight: 4, arbitrary: request },
    {
      weight: 4,
      arbitrary: fc.record({ customers: fc.array(customer, { minLength: 1, maxLength: MAX_ROWS }) }),
    },
    { weight: 8, arbitrary: nearMiss },
    { weight: 1, arbitrary: anything },
  );
}
