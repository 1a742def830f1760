import { InputError } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import { loadModels } from './load-models.ts';
import { requestReader } from './score-request.ts';
import { score, scoreRows, type ScoreResponse } from './score.ts';
import { createLinearScorer, memoryStore, TINY_RUN, tinyFiles, tinyModels } from './testing/index.ts';

const FEATURES = ['visits_week', 'minutes_day', 'rating', 'months', 'fee_usd', 'plan', 'on_trial'];

/** A row of the tiny table as a request has it: the id and what the models read. */
function customerOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(['account_id', ...FEATURES].map((name) => [name, row[name]]));
}

async function scored(body: Record<string, unknown>): Promise<ScoreResponse> {
  const models = await tinyModels(tinyContract());
  return score(models, requestReader(models, { maxRows: 100 }).read(body));
}

/** Files of the run, but for one. */
function without(key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(tinyFiles(tinyContract())).filter(([name]) => name !== key));
}

const customer = {
  account_id: 17,
  visits_week: 4,
  minutes_day: 40,
  rating: null,
  months: 24,
  fee_usd: 9.99,
  plan: 'Plus',
  on_trial: false,
};

describe('score()', () => {
  it('score() calibrates, flags and clips as the contract says', async () => {
    const { customers } = await scored({ customers: [customer], reasons: 0 });
    // Float32 in, Float32 margin: 6 visits fewer, 6 months less, $6.99 more (no weight), Plus.
    const leaving = Math.fround(-0.5 * -6 + -0.05 * -6 + 0.5 - 1);
    const { prediction, flagged, reasons } = customers[0]!.predictions['leaving']!;
    expect(prediction).toBeCloseTo(1 / (1 + Math.exp(-(0.9 * leaving + 0.1))), 6);
    expect([flagged, reasons]).toEqual([true, undefined]);
    const { interval } = customers[0]!.predictions['leaving']!;
    expect(interval).toEqual({ low: 0.7, high: 0.95 });
    const rich = { ...customer, visits_week: 1000, rating: 5 };
    const capped = await scored({ customers: [rich], models: ['satisfaction'] });
    expect(capped.customers[0]!.predictions['satisfaction']).toMatchObject({
      prediction: 1,
      interval: { low: expect.closeTo(0.56, 9) as number, high: 1 },
      flagged: null,
    });
  });

  it('score() gives the strongest themes in words, beside the peers', async () => {
    const { customers, runId, modelVersion } = await scored({ customers: [customer], models: ['leaving'] });
    const [first, second] = customers[0]!.predictions['leaving']!.reasons!;
    expect(first).toEqual({
      theme: 'visits',
      feature: 'visits_week',
      direction: 'raises',
      contribution: 3,
      words: '4 fewer visits a week than customers like them (4 against 8)',
      actionable: true,
      value: '4',
      typical: '8',
      comparedWith: 'peers',
    });
    expect(second).toMatchObject({
      theme: 'plan',
      words: 'plan is Plus, where for most customers it is Basic',
    });
    expect([runId, modelVersion]).toEqual([TINY_RUN, expect.stringMatching(/^[0-9a-f]{12}$/)]);
  });

  it('score() keeps ids and order, asks only the models named, and gives as many reasons as asked', async () => {
    const customers = tinyRows(40).map(customerOf);
    delete customers[1]!['account_id'];
    const answer = await scored({ customers, models: ['leaving'], reasons: 2 });
    expect(answer.customers.map(({ id }) => id)).toEqual(customers.map((row) => row['account_id']));
    for (const { predictions } of answer.customers) {
      expect(Object.keys(predictions)).toEqual(['leaving']);
      expect(predictions['leaving']!.reasons!.length).toBe(2);
    }
  });

  it('score() says the same of a customer alone, among others, and in slices', async () => {
    const models = await tinyModels(tinyContract());
    const reader = requestReader(models, { maxRows: 100 });
    const customers = tinyRows(30).map(customerOf);
    const all = score(models, reader.read({ customers })).customers;
    const alone = customers.flatMap((row) => score(models, reader.read({ customers: [row] })).customers);
    expect(alone).toEqual(all);
    const read = reader.read({ customers });
    expect([...scoreRows(models, read, 0, 7), ...scoreRows(models, read, 7, 30)]).toEqual(all);
  });

  it('score() does without reference values', async () => {
    const files = without(`runs/${TINY_RUN}/explanations/reference.json`);
    const models = await loadModels({ store: memoryStore(files), createScorer: createLinearScorer });
    const read = requestReader(models, { maxRows: 1 }).read({ customers: [customer], models: ['leaving'] });
    expect(score(models, read).customers[0]!.predictions['leaving']!.reasons![0]).toMatchObject({
      words: '4 visits a week',
      typical: null,
      comparedWith: 'everyone',
    });
  });
});

describe('loadModels()', () => {
  const load = (files: Record<string, string>, runId?: string) =>
    loadModels({ store: memoryStore(files), createScorer: createLinearScorer, runId });

  it.each([
    ['runs/latest', /id of a finished run in runs\/latest, found none; "npx engage start" makes one/],
    [`runs/${TINY_RUN}/request.json`, /Expected a run 0123456789abcdef/],
    [`runs/${TINY_RUN}/models/leaving/model.ubj`, /leaving\/model\.ubj, found none; give the command/],
    [`runs/${TINY_RUN}/models/leaving/calibration.json`, /calibration\.json, found none; give the command/],
    [`runs/${TINY_RUN}/models/leaving/intervals.json`, /intervals\.json, found none; give the command/],
    [`runs/${TINY_RUN}/features/encoding.json`, /encoding\.json, found none; give the command/],
  ])('loadModels() says what to do without %s', async (key, says) => {
    const files = without(key);
    await expect(load(files)).rejects.toThrow(InputError);
    await expect(load(files)).rejects.toThrow(says);
  });

  it('loadModels() serves without intervals where none could be learnt', async () => {
    const key = `runs/${TINY_RUN}/models/leaving/intervals.json`;
    const { models } = await load({
      ...tinyFiles(tinyContract()),
      [key]: '{"method":"none","reason":"Too few rows"}',
    });
    expect(models.map(({ interval, intervals }) => [interval === null, intervals])).toEqual([
      [false, { method: 'conformal', coverage: 0.9 }],
      [true, { method: 'none', coverage: null }],
    ]);
  });

  it('loadModels() refuses a model of another shape, and a run that is not there', async () => {
    const files = tinyFiles(tinyContract());
    const key = `runs/${TINY_RUN}/models/leaving/model.ubj`;
    const other = { ...files, [key]: JSON.stringify({ weights: [1], means: [0], bias: 0 }) };
    await expect(load(other)).rejects.toThrow(
      /"leaving" of 7 features and one output .* found one of 1 and 1/,
    );
    await expect(load(files, 'f'.repeat(16))).rejects.toThrow(/Expected a run f{16}/);
    expect((await load(files, TINY_RUN)).runId).toBe(TINY_RUN);
  });
});
