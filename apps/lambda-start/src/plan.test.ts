import { InputError } from '@engage/run';
import { orderOf } from './event.ts';
import { planOf } from './plan.ts';

const created = (key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'engage-dev-data' }, object: { key, size: 5 }, reason: 'PutObject' },
});
const raw = { keys: ['raw/customers.parquet', 'raw/outcomes.parquet'], outcomes: ['outcomes.parquet'] };
const planned = (event: unknown, situation = raw) => planOf(orderOf(event, 'train'), situation);

describe('planOf()', () => {
  it('opens a run on a new table', () => {
    expect(planned(created('raw/customers.parquet'))).toEqual({ table: 'raw/customers.parquet' });
    expect(planned(created('raw/Users of March.csv.gz'))).toEqual({ table: 'raw/Users of March.csv.gz' });
  });

  it.each(['raw/outcomes.parquet', 'raw/parts/a.parquet', 'raw/notes.txt', 'runs/x/curated.parquet'])(
    'skips %s, which is no table by itself',
    (key) => {
      expect(planned(created(key))).toEqual({ skipped: expect.stringContaining(key) as unknown });
    },
  );

  it('takes the only table on schedule, and the one that is named', () => {
    expect(planned({ kind: 'train' })).toEqual({ table: 'raw/customers.parquet' });
    expect(planned({ kind: 'train', table: 'raw/parts/' })).toEqual({ table: 'raw/parts/' });
    expect(planned({ table: 'raw/parts/' })).toEqual({ table: 'raw/parts/' });
  });

  it.each<[string, unknown, readonly string[], string]>([
    ['no table', { kind: 'train' }, [], 'Expected one table right below raw/, found none'],
    ['two tables', { kind: 'train' }, ['raw/a.csv', 'raw/b.csv'], 'found raw/a.csv, raw/b.csv; name it'],
    ['another folder', { table: 'runs/x' }, [], 'Expected the key of a table below raw/, found "runs/x"'],
    ['no table to score', { kind: 'score' }, [], 'name it: { "kind": "score"'],
    ['another kind', { kind: 'predict' }, [], '{ kind: "score" }'],
    ['another event', { 'detail-type': 'Object Deleted' }, [], 'Expected an event of a new object in S3'],
    ['words', 'train', [], 'Expected an event of a new object in S3'],
  ])('refuses %s in a sentence', (_what, event, keys, message) => {
    const plan = () => planned(event, { ...raw, keys: [...keys] });
    expect(plan).toThrow(InputError);
    expect(plan).toThrow(message);
  });
});
