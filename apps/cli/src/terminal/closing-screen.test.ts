import { tinyContract } from '@engage/testing';
import { closingScreen, type Closing } from './closing-screen.ts';
import { styleOf } from './style.ts';

const contract = tinyContract();
const [regression, binary] = contract.models;
const plain = styleOf({ write: () => true }, {});

const closing: Closing = {
  contract,
  models: null,
  figures: [
    { name: `${regression!.name}.holdout.r2`, value: 0.8361, low: 0.8312, high: 0.8409, source: 'a' },
    { name: `${regression!.name}.holdout.share_of_best`, value: 0.991, source: 'a' },
    { name: `${binary!.name}.holdout.auc`, value: 0.888, low: 0.88, high: 0.896, source: 'b' },
    { name: `${binary!.name}.themes.visits`, value: 0.31, unit: 'share', source: 'c' },
    { name: `${binary!.name}.themes.rating`, value: 0.2, unit: 'share', source: 'c' },
    ...Array.from({ length: 6 }, (_, i) => ({
      name: `segments.Group ${i}`,
      value: 100 * (i + 1),
      unit: 'customers',
      source: 'd',
    })),
  ],
  customers: 12_345,
  seconds: 18.44,
  work: 'explained',
  state: 'done',
  runId: '0123456789abcdef',
  folder: 'data/runs/0123456789abcdef/',
  outputs: [['report/report.html', 'the report']],
};

describe('closingScreen()', () => {
  it('tells each model by its own metric, with interval and share of the best possible', () => {
    const text = closingScreen(closing, plain);
    expect(text).toMatch(/R²\s+0\.836 {3}0\.831 to 0\.841 {3}99\.1 % of the best possible/);
    expect(text).toMatch(/AUC\s+0\.888 {3}0\.880 to 0\.896/);
    expect(text).toContain('visits 31 %, rating 20 %');
  });

  it('says whether a model does better than the strongest simpler way', () => {
    const rival = (name: string, auc: number, low: number, high: number) => [
      { name: `${binary!.name}.holdout.${name}_auc`, value: auc, source: 'b' },
      { name: `${binary!.name}.holdout.${name}_advantage`, value: 0.888 - auc, low, high, source: 'b' },
    ];
    const screenOf = (...figures: readonly (typeof closing.figures)[number][]): string =>
      closingScreen({ ...closing, figures: [...closing.figures, ...figures] }, plain).replace(/\s+/g, ' ');
    const old = rival('incumbent', 0.8, 0.07, 0.1);
    expect(screenOf(...old)).toContain("better than today's rule (0.800): by 0.088, 0.070 to 0.100");
    expect(screenOf(...old, ...rival('logistic', 0.893, -0.019, 0.006))).toContain(
      'not shown to be better than a logistic model (0.893): by -0.005, -0.019 to 0.006',
    );
    expect(screenOf(...old, ...rival('logistic', 0.91, -0.03, -0.01))).toContain(
      'worse than a logistic model (0.910): by -0.022, -0.030 to -0.010',
    );
    expect(screenOf()).not.toMatch(/better|worse/);
  });

  it('never claims more than the best possible', () => {
    const lucky = { name: `${regression!.name}.holdout.share_of_best`, value: 1.022, source: 'a' };
    const text = closingScreen({ ...closing, figures: [closing.figures[0]!, lucky] }, plain);
    expect(text).toMatch(/0\.841 {3}≥ 100 % of the best possible/);
    expect(text).not.toContain('102');
  });

  it('names the largest segments and counts the rest', () => {
    expect(closingScreen(closing, plain)).toMatch(
      /Group 5: 600; Group 4: 500; Group 3: 400; Group 2: 300;\s+and 2 smaller ones/,
    );
  });

  it('says what was done, or that it was there already', () => {
    expect(closingScreen(closing, plain)).toContain('12,345 customers, scored and explained in 18 s');
    expect(closingScreen({ ...closing, work: 'scored' }, plain)).toContain('customers, scored in 18 s');
    const trained = closingScreen({ ...closing, work: 'trained' }, plain);
    expect(trained).toContain(
      `12,345 customers: ${contract.models.length} models trained and measured in 18 s`,
    );
    expect(trained).not.toContain('scored');
    expect(closingScreen({ ...closing, state: 'found' }, plain)).toContain('nothing had to be done');
    expect(closingScreen({ ...closing, state: 'resumed' }, plain)).toContain(
      'what was done before not counted (run',
    );
  });

  it('leaves out what the run does not know', () => {
    const text = closingScreen({ ...closing, figures: [], customers: null }, plain);
    expect(text).not.toMatch(/How well|What moves|Who stands/);
    expect(text).toContain('report/report.html');
  });

  it('is plain text that fits 80 columns, and coloured only on a terminal that wants it', () => {
    const narrow = styleOf({ write: () => true, isTTY: false, columns: 80 }, {});
    const lines = closingScreen(closing, narrow).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    const terminal = { write: () => true, isTTY: true, columns: 80 };
    expect(closingScreen(closing, styleOf(terminal, {}))).toContain('\u001b[1m');
    expect(closingScreen(closing, styleOf(terminal, { NO_COLOR: '1' }))).not.toContain('\u001b');
  });
});
