import fc from 'fast-check';
import type { RunRequest } from './request.ts';
import { canonicalJson, runIdOf } from './run-id.ts';

const request: Omit<RunRequest, 'runId'> = {
  inputs: [
    { role: 'table', name: 'a.parquet', bytes: 10, sha256: 'a'.repeat(64) },
    { role: 'outcomes.parquet', name: 'outcomes.parquet', bytes: 5, sha256: 'b'.repeat(64) },
  ],
  config: { seed: 7, engine: 'xgboost', explain: 'all', folds: null, asOf: null, models: null },
  versions: { application: '0.1.0', sources: 'c', engine: 'xgboost 3.4.1', duckdb: '1.5.5' },
  contract: { name: 'x.odcs.yaml', text: 'kind: DataContract' },
};

describe('runIdOf()', () => {
  it('is 16 hex digits and the same for inputs in another order', () => {
    const id = runIdOf(request);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(runIdOf({ ...request, inputs: [...request.inputs].reverse() })).toBe(id);
  });

  it.each([
    ['an input', { inputs: [{ role: 'table', name: 'a.parquet', bytes: 10, sha256: 'd'.repeat(64) }] }],
    [
      'the name of an input, which outputs tell',
      { inputs: request.inputs.map((input) => ({ ...input, name: `other-${input.name}` })) },
    ],
    ['the version of DuckDB', { versions: { ...request.versions, duckdb: '1.5.6' } }],
    [
      'the name of the contract, which outputs tell',
      { contract: { ...request.contract, name: 'y.odcs.yaml' } },
    ],
    ['the seed', { config: { ...request.config, seed: 8 } }],
    ['the folds', { config: { ...request.config, folds: 5 } }],
    ['the sources', { versions: { ...request.versions, sources: 'd' } }],
    ['the contract', { contract: { ...request.contract, text: 'kind: Other' } }],
  ])('changes with %s', (_what, change) => {
    expect(runIdOf({ ...request, ...change })).not.toBe(runIdOf(request));
  });
});

describe('canonicalJson()', () => {
  it('does not depend on the order of keys and keeps the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
