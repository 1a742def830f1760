import { tinyContract } from '@engage/testing';
import { RequestError, TooManyRowsError } from './request-error.ts';
import { MAX_ISSUES } from './request-issues.ts';
import { requestReader, type RequestReader } from './score-request.ts';
import { tinyModels } from './testing/index.ts';

const customer = {
  account_id: 17,
  visits_week: 4,
  minutes_day: 40,
  rating: 3.5,
  months: 24,
  fee_usd: 9.99,
  plan: 'Plus',
  on_trial: false,
};

let reader: RequestReader;
beforeAll(async () => (reader = requestReader(await tinyModels(tinyContract()), { maxRows: 3 })));

/** Pointers and details of what is wrong with a body. */
function issuesOf(body: unknown): string[] {
  try {
    reader.read(body);
    return [];
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.issues.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

describe('requestReader()', () => {
  it('read() turns customers into numbers, as the features are made', () => {
    const { values, rows, ids, groups, reasons, models } = reader.read({
      customers: [customer, { ...customer, rating: null, plan: 'Basic', on_trial: true }],
    });
    const third = Math.fround(9.99);
    expect([...values]).toEqual([4, 40, 3.5, 24, third, 1, 0, 4, 40, NaN, 24, third, 0, 1]);
    expect([rows, ids, [...groups], reasons]).toEqual([2, [17, 17], [1, 0], 3]);
    expect(models.map(({ model }) => model.name)).toEqual(['satisfaction', 'leaving']);
  });

  it('read() takes a column that may be null as missing when it is left out', () => {
    const rest = Object.fromEntries(Object.entries(customer).filter(([name]) => name !== 'rating'));
    expect(reader.read({ customers: [rest] }).values[2]).toBeNaN();
  });

  it.each<[unknown, string[]]>([
    [null, [' Expected an object with a list of customers, found null']],
    [[], [' Expected an object with a list of customers, found a list']],
    ['x', [' Expected an object with a list of customers, found text']],
    [{}, ['/customers Expected a list of at least one customer, found nothing']],
    [{ customers: [] }, ['/customers Expected a list of at least one customer, found an empty one']],
    [{ customers: {} }, ['/customers Expected a list of at least one customer, found an object']],
    [
      { custmers: [customer] },
      [
        '/custmers Expected customers, models, reasons alone, found "custmers"; did you mean "customers"?',
        '/customers Expected a list of at least one customer, found nothing',
      ],
    ],
    [{ customers: [customer], reasons: 11 }, ['/reasons Expected a whole number from 0 to 10, found 11']],
    [
      { customers: [customer], reasons: 'all' },
      ['/reasons Expected a whole number from 0 to 10, found the text "all"'],
    ],
    [
      { customers: [customer], models: ['leaving', 'value', 'leaving'] },
      [
        '/models/1 Expected satisfaction or leaving, found the text "value"',
        '/models/2 Expected each model once, found the text "leaving" again',
      ],
    ],
    [
      { customers: [customer], models: [] },
      ['/models Expected a list of models (satisfaction, leaving), found an empty one'],
    ],
    [
      { customers: [customer], models: {} },
      ['/models Expected a list of models (satisfaction, leaving), found an object'],
    ],
    [
      { customers: [customer], reasons: 1e300 },
      ['/reasons Expected a whole number from 0 to 10, found a number above 2⁵³ − 1 (9007199254740991)'],
    ],
    [{ customers: [7] }, ['/customers/0 Expected an object, one member a column, found a number']],
  ])('read() refuses %j', (body, issues) => expect(issuesOf(body)).toEqual(issues));

  it.each<[object, string]>([
    [{ months: -1 }, '/months Expected an integer of at least 0, found -1'],
    [{ months: 1.5 }, '/months Expected an integer of at least 0, found 1.5'],
    ...['9007199254740993', '1e300', '1e999'].map((text): [object, string] => [
      { months: JSON.parse(text) as number },
      '/months Expected an integer of at least 0, found a number above 2⁵³ − 1 (9007199254740991), the largest that JSON holds exactly',
    ]),
    [
      { account_id: -(2 ** 53) },
      '/account_id Expected an integer of at least 1, found a number below −(2⁵³ − 1) (-9007199254740991), the smallest that JSON holds exactly',
    ],
    [
      { minutes_day: 2 ** 53 },
      '/minutes_day Expected a number in [0, 1440], found a number above 2⁵³ − 1 (9007199254740991)',
    ],
    [{ months: '3' }, '/months Expected an integer of at least 0, found the text "3"'],
    [{ months: null }, '/months Expected an integer of at least 0, found null'],
    [{ minutes_day: 1441 }, '/minutes_day Expected a number in [0, 1440], found 1441'],
    [
      { fee_usd: JSON.parse('1e999') as number },
      '/fee_usd Expected a number of at least 0, found one beyond 1.7976931348623157e+308, the largest of a double',
    ],
    [{ plan: 'Gold' }, '/plan Expected one of Basic, Plus, found the text "Gold"'],
    [{ plan: 'x'.repeat(99) }, `/plan Expected one of Basic, Plus, found the text "${'x'.repeat(40)}…"`],
    [{ on_trial: 1 }, '/on_trial Expected true or false, found 1'],
    [{ on_trial: [] }, '/on_trial Expected true or false, found a list'],
    [{ account_id: null }, '/account_id Expected an integer of at least 1, found null'],
    [
      { visit_week: 3 },
      '/visit_week Expected a column of the contract tiny-accounts, found "visit_week"; did you mean "visits_week"?',
    ],
    [{ colour: 3 }, '/colour Expected a column of the contract tiny-accounts, found "colour"; leave it out'],
    [
      { region: 'North' },
      '/region Expected columns that a model reads, found "region", which none does; leave it out',
    ],
    [{ 'a/b~c': 3 }, '/a~1b~0c Expected a column of the contract tiny-accounts, found "a/b~c"; leave it out'],
  ])('read() refuses a customer with %j, by its place', (change, issue) =>
    expect(issuesOf({ customers: [customer, { ...customer, ...change }] })).toEqual([`/customers/1${issue}`]),
  );

  it('read() refuses a member that is called like a part of every object', () => {
    const body: unknown = JSON.parse('{"customers":[{"__proto__":{"months":3},"constructor":1}]}');
    expect(issuesOf(body)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\/customers\/0\/__proto__ Expected a column/),
        expect.stringMatching(/^\/customers\/0\/constructor Expected a column/),
        expect.stringMatching(
          /^\/customers\/0\/months Expected an integer of at least 0, found nothing; add it/,
        ),
      ]),
    );
  });

  it('read() tells everything at once, up to a limit, and refuses too many customers', () => {
    const empty = issuesOf({ customers: [{}, {}] });
    expect(empty).toHaveLength(2 * 6);
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`column_${i}`, i]));
    expect(issuesOf({ customers: [many] })).toHaveLength(MAX_ISSUES);
    expect(() => reader.read({ customers: Array(4).fill(customer) })).toThrow(TooManyRowsError);
  });
});

describe('read() of requests that are wrong in very many places', () => {
  /** The error of reading a body, and the processor time it took, which other work does not add to. */
  function refusalOf(body: unknown): { readonly error: RequestError; readonly ms: number } {
    const begin = process.cpuUsage();
    try {
      reader.read(body);
    } catch (error) {
      if (error instanceof RequestError) return { error, ms: process.cpuUsage(begin).user / 1000 };
      throw error;
    }
    throw new RangeError('Expected a RequestError, found a request that was read');
  }
  const unknown = (count: number, name = (i: number) => `k${i.toString(36)}`) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), 1]));

  it('says whether there are more issues than it tells', () => {
    const exact = refusalOf({ customers: [{ ...customer, ...unknown(MAX_ISSUES) }] }).error;
    const beyond = refusalOf({ customers: [{ ...customer, ...unknown(MAX_ISSUES + 1) }] }).error;
    expect([exact.issues.length, exact.hasMore]).toEqual([MAX_ISSUES, false]);
    expect([beyond.issues.length, beyond.hasMore]).toEqual([MAX_ISSUES, true]);
  });

  it.each<[string, () => unknown]>([
    ['members of a customer', () => ({ customers: [unknown(350_000)] })],
    ['members of the body', () => unknown(350_000)],
    ['names of models', () => ({ customers: [customer], models: Array(1_000_000).fill('leaving') })],
  ])('stops soon at too many %s', (_, make) => {
    const { error, ms } = refusalOf(make());
    expect([error.issues.length, error.hasMore]).toEqual([MAX_ISSUES, true]);
    expect(ms).toBeLessThan(1_500);
  });

  it('looks at no member after the one that is too much', () => {
    let looks = 0;
    const handler = { get: (of: object, name: string) => (looks++, Reflect.get(of, name) as unknown) };
    refusalOf({ customers: [new Proxy(unknown(10_000), handler)] });
    expect(looks).toBe(MAX_ISSUES + 1);
  });

  it('looks up the nearest name for a few different ones alone', () => {
    const near = unknown(30, (i) => `visits_week${i}`);
    const details = refusalOf({ customers: [near, near] }).error.issues.map(({ detail }) => detail);
    const suggested = details.filter((detail) => detail.endsWith('did you mean "visits_week"?'));
    const others = details.filter((detail) => detail.endsWith('; correct it or leave it out'));
    expect([suggested.length, others.length]).toEqual([40, 20]);
  });

  it('points to the customer where the name of a member is too long to repeat', () => {
    const [issue] = refusalOf({ customers: [{ ...customer, ['~'.repeat(100_000)]: 1 }] }).error.issues;
    expect([issue!.pointer, issue!.detail.length < 200]).toEqual(['/customers/0', true]);
  });
});

describe('requestReader() of models with other features', () => {
  const model = (name: string, features: string[]) => ({
    name,
    task: 'regression',
    target: 'satisfaction',
    features,
    predictionColumn: `predicted_${name}`,
    higherIsBetter: true,
  });
  const columnOf = (name: string, logicalType: string, extra: object, roles: string[]) => ({
    name,
    logicalType,
    ...extra,
    customProperties: [{ property: 'roles', value: roles }],
  });

  it('isRequired() and read() ask for the columns of the models that are asked alone', async () => {
    const models = await tinyModels(tinyContract());
    const [first, second] = models.models;
    const narrow = { ...models, models: [{ ...first!, places: Uint16Array.of(3) }, second!] };
    const { read, isRequired, customerColumns } = requestReader(narrow, { maxRows: 1 });
    expect(read({ customers: [{ months: 3 }], models: ['satisfaction'] }).rows).toBe(1);
    expect(() => read({ customers: [{ months: 3 }] })).toThrow(/visits_week/);
    expect(['months', 'rating', 'account_id', 'nothing'].map(isRequired)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(customerColumns.map(({ column }) => column.name)[0]).toBe('account_id');
  });

  it('read() checks patterns and lengths of text ids, and codes words beyond the known ones', async () => {
    const pattern = { logicalTypeOptions: { pattern: 'C[0-9]+', maxLength: 5 }, required: true };
    const columns = [
      columnOf('key', 'string', { ...pattern, unique: true, primaryKey: true }, ['id']),
      columnOf('word', 'string', {}, ['feature']),
      columnOf('satisfaction', 'number', { required: true }, ['target']),
    ];
    const properties = {
      models: [model('satisfaction', ['word'])],
      peerGroup: null,
      protectedBands: null,
      segmentBy: null,
      activity: null,
      split: { by: 'hash', tune: 0.1, calibrate: 0.1, holdout: 0.1 },
    };
    const contract = tinyContract({ columns, properties, rules: {} });
    const models = await tinyModels(tinyContract());
    const word = contract.columns.find(({ name }) => name === 'word')!;
    const own = { ...models, contract, columns: [word], peerColumns: [], models: [] };
    const readerOf = (words: string[]) =>
      requestReader({ ...own, encoding: { word: words } }, { maxRows: 9 });
    const numbers = (words: string[], ...given: (string | null)[]) => [
      ...readerOf(words).read({ customers: given.map((text) => ({ key: 'C1', word: text })) }).values,
    ];
    expect(numbers(['a', 'b'], 'b', 'c', null)).toEqual([1, NaN, NaN]);
    expect(numbers(['a', '(other)'], 'a', 'c', null, '(other)')).toEqual([0, 1, NaN, 1]);
    for (const key of ['1', 'C1x', 'C12345', 'C1\n'])
      expect(() => readerOf([]).read({ customers: [{ key }] })).toThrow(/matches C\[0-9\]\+/);
  });
});
