import { createDuckDbEngine, createFolderStore } from '@engage/adapters';
import { layoutOf } from '@engage/run';
import { csvOf, tinyContract, tinyRows } from '@engage/testing';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf({ createDuckDbEngine, createFolderStore });
afterEach(() => worlds.close());

const MODELS = 'fedcba9876543210';
const ROWS = tinyRows(60).map(
  ({ left_30_day: _left, satisfaction: _satisfaction, old_score: _rule, ...known }) => known,
);
/** Codes that sorting the words of these rows would not give. */
const ENCODING = { plan: ['Plus', 'Basic'] };

/** What Prepare left in the run with the models. */
async function leaveEncoding({ store }: World, encoding: object): Promise<void> {
  const { encoding: key, root, stage } = layoutOf(MODELS);
  await store.write(key, JSON.stringify(encoding));
  const artefacts = [{ key: key.slice(root.length), bytes: 1, sha256: await store.sha256(key) }];
  await store.write(stage('Prepare'), JSON.stringify({ artefacts }));
}

async function worldToScore(rows: readonly Readonly<Record<string, unknown>>[] = ROWS): Promise<World> {
  const world = await worlds.open(tinyContract(), { models: MODELS });
  await leaveEncoding(world, ENCODING);
  await world.give('t.csv', csvOf(rows as typeof ROWS));
  return world;
}

describe('prepare() for the models of another run', () => {
  it('needs no target, gives no part, and codes words as the models know them', async () => {
    const world = await worldToScore();
    const { counts, artefacts } = await world.prepare('t.csv');
    expect(counts).toMatchObject({ rowsIn: 60, rowsKept: 60, rowsQuarantined: 0, rowsScored: 60 });
    expect(artefacts).toContain(world.run.layout.encoding);
    expect(await world.json(world.run.layout.encoding)).toEqual(ENCODING);
    const features = await world.engine.rows('select * from features');
    features.forEach((row, i) =>
      expect(row).toMatchObject({
        part: 'scored',
        plan: ROWS[i]!['plan'] === 'Plus' ? 0 : 1,
        target_satisfaction: null,
        target_leaving: null,
        incumbent_leaving: null,
      }),
    );
  });

  it('keeps targets that are given out of the features', async () => {
    const world = await worldToScore(tinyRows(60));
    await world.prepare('t.csv');
    const [row] = await world.engine.rows('select count(target_leaving) as known from features');
    expect(Number(row!['known'])).toBe(0);
  });

  it('tells no fact about a target that is not known', async () => {
    const activity = [
      {
        name: 'left',
        label: 'Left',
        unit: 'share',
        expression: 'case when left_30_day then 1e0 else 0e0 end',
      },
      { name: 'rule', label: 'By the rule', unit: 'share', expression: 'old_score * 1e0' },
      { name: 'visits', label: 'Visits', unit: 'count/week', expression: 'visits_week' },
    ];
    const world = await worlds.open(tinyContract({ properties: { activity } }), { models: MODELS });
    await leaveEncoding(world, ENCODING);
    await world.give('t.csv', csvOf(ROWS));
    const { figures = [] } = await world.prepare('t.csv');
    const facts = figures.map(({ name }) => name).filter((name) => name.startsWith('activity.'));
    expect(facts).toEqual(['activity.visits']);
  });

  it('tells of words that the models never met', async () => {
    const world = await worldToScore();
    await leaveEncoding(world, { plan: ['Plus'] });
    const strangers = ROWS.filter(({ plan }) => plan === 'Basic').length;
    const { notes } = await world.prepare('t.csv');
    expect(notes).toContainEqual(
      `${strangers} customers have a word in plan that the models never met, taken for a missing value`,
    );
  });

  it('tells of customers whom the models learnt from, and of nobody else', async () => {
    const world = await worldToScore();
    const partOf = (i: number) => ['fit', 'tune', 'calibrate', 'holdout'][i % 4]!;
    const known = ROWS.slice(0, 42).map(({ account_id }, i) => `(${String(account_id)}, '${partOf(i)}')`);
    await world.engine.materialize({
      name: 'met',
      select: `select * from (values ${known.join(', ')}, (-1, 'fit')) as met (account_id, part)`,
      key: layoutOf(MODELS).features,
      orderBy: ['account_id'],
    });
    const { notes } = await world.prepare('t.csv');
    expect(notes).toContainEqual(
      '22 customers are among those whom the models learnt from: where nothing about them has changed since, their scores are in-sample',
    );
  });

  it('tells the latest snapshot where nobody said when the data were cut, and only there', async () => {
    const latest = ROWS.map(({ seen_at }) => String(seen_at))
      .sort()
      .at(-1)!;
    const { notes } = await (await worldToScore()).prepare('t.csv');
    expect(notes).toContainEqual(
      expect.stringMatching(new RegExp(`no seen_at was too late: the latest is ${latest.slice(0, 10)}`)),
    );
    const cut = await worlds.open(tinyContract(), { models: MODELS, asOf: '2030-01-01T00:00:00Z' });
    await leaveEncoding(cut, ENCODING);
    await cut.give('t.csv', csvOf(ROWS as Parameters<typeof csvOf>[0]));
    expect(String((await cut.prepare('t.csv')).notes)).not.toContain('too late');
  });

  it('says so where nobody knows any more whom the models learnt from', async () => {
    const world = await worldToScore();
    const { notes } = await world.prepare('t.csv');
    expect(notes).toContainEqual(expect.stringContaining(`Run ${MODELS} has no features any more`));
  });

  it('turns nobody away for what stands in a column that is not looked at', async () => {
    const rows = ROWS.map((row) => ({ ...row, satisfaction: -1, left_30_day: 'false', old_score: 9 }));
    const { counts } = await (await worldToScore(rows)).prepare('t.csv');
    expect(counts).toMatchObject({ rowsKept: 60, rowsQuarantined: 0 });
  });

  it.each<[string, (world: World) => Promise<unknown>, RegExp]>([
    [
      'is gone',
      ({ store }) => store.remove(layoutOf(MODELS).encoding),
      /encoding\.json as its run left it .* found nothing/,
    ],
    [
      'was changed',
      ({ store }) => store.write(layoutOf(MODELS).encoding, JSON.stringify({ plan: ['Basic', 'Plus'] })),
      /encoding\.json as its run left it \(SHA-256/,
    ],
    [
      'was never finished',
      ({ store }) => store.remove(layoutOf(MODELS).stage('Prepare')),
      /Expected the words of run f.*, found no marker/,
    ],
  ])('refuses an encoding that %s', async (_what, spoil, message) => {
    const world = await worldToScore();
    await spoil(world);
    await expect(world.prepare('t.csv')).rejects.toThrow(message);
  });
});
