import { parseContract } from '@engage/schema';
import { createScorer } from '@engage/trees';
import { tinyContractText } from '@engage/testing';
import { MOST_CHARACTERS, whatIfSection } from '../sections/what-if.ts';
import { readPage } from '../testing/read-page.ts';
import { threeModels } from '../testing/three-models.ts';
import { tinyForest } from '../testing/tiny-forest.ts';
import { controlText, valueAt } from './controls-html.ts';
import { packForest } from './pack-forest.ts';
import type { WhatIfData } from './what-if-data.ts';
import { openWhatIf } from './what-if-models.ts';

const contract = parseContract(tinyContractText({ properties: { models: threeModels() } }), 'tiny.odcs.yaml');
const columns = contract.models[0]!.features;
/** visits_week < 8 lowers by 0.4, else raises; plan Plus lowers by 0.1, else raises. */
const forest = tinyForest(columns.length, [
  [0, 8, -0.4, 0.4],
  [columns.indexOf('plan'), 0.5, 0.1, -0.1],
]);
const typical = { name: 'The typical customer', values: [10, 40, 3, 24, 0, 0, 0], labels: ['Basic'] };
const links = { regression: 'identity', binary: 'logit', tweedie: 'log' } as const;
const data: WhatIfData = {
  contract,
  encoding: { plan: ['Basic', 'Plus'] },
  reference: {
    columns,
    peerColumns: ['plan'],
    groups: [['Basic'], ['Plus']],
    typical: [
      [9, 40, 3, 24, 0, 0, 0],
      [15, 40, 3, 24, 10, 1, 0],
      [10, 40, 3, 24, 0, 0, 0],
    ],
  },
  models: contract.models.map(({ task }) => ({
    forest: packForest(forest),
    calibration: { method: 'none', link: links[task] },
    intervals: null,
  })),
  controls: [
    { column: 'visits_week', label: 'Visits a week', kind: { low: 0, high: 20, step: 1 } },
    {
      column: 'plan',
      label: 'Plan',
      kind: {
        options: [
          { value: 0, text: 'Basic' },
          { value: 1, text: 'Plus' },
        ],
      },
    },
  ],
  examples: [typical, { ...typical, name: '<b>Other</b>', values: [null, 1, 1, 1, 1, 1, 1] }],
};

describe.each([
  ['in WebAssembly', true],
  ['in plain TypeScript', false],
])('openWhatIf() %s', (_, simd) => {
  const models = openWhatIf(data, (given) => createScorer(given, { simd }));

  it('predicts with calibration and bounds, before and after a move', () => {
    const at = (values: Record<string, number>): number[] =>
      models.answer({ example: typical, values }).map(({ prediction }) => prediction);
    const [more, less] = [0.25 + 0.4 + 0.1, 0.25 - 0.4 - 0.1];
    expect(at({})).toEqual(
      [more, 1 / (1 + Math.exp(-more)), Math.exp(more)].map((x) => expect.closeTo(x, 6)),
    );
    // A satisfaction cannot be below 0.
    expect(at({ visits_week: 3, plan: 1 })).toEqual(
      [0, 1 / (1 + Math.exp(-less)), Math.exp(less)].map((x) => expect.closeTo(x, 6)),
    );
  });

  it('compares with the peers of the category that was moved', () => {
    const wordsOf = (values: Record<string, number>): string[] =>
      models.answer({ example: typical, values })[0]!.reasons!.map(({ words }) => words);
    expect(wordsOf({ visits_week: 3 })[0]).toBe(
      '6 fewer visits a week than customers like them (3 against 9)',
    );
    expect(wordsOf({ visits_week: 3, plan: 1 })[0]).toBe(
      '12 fewer visits a week than customers like them (3 against 15)',
    );
  });
});

describe('whatIfSection()', () => {
  const page = (body: string) => readPage(`<!doctype html><html lang="en"><body>${body}</body></html>`);

  it('stands in the page without its script, safe whatever examples are called', () => {
    const { body, script } = whatIfSection(data, createScorer)!;
    const elements = page(body.text);
    expect(script).toContain('WebAssembly');
    expect(elements.filter(({ name }) => name === 'input' || name === 'select')).toHaveLength(3);
    expect(body.text).not.toContain('<b>Other');
    const values = elements.flatMap(({ name, attributes }) => (name === 'data' ? [attributes['value']] : []));
    expect(values.map(Number)[0]).toBeCloseTo(0.75, 6);
  });

  it('says why it is absent when the models are too large', () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `a long word number ${i}`);
    const { body, script } = whatIfSection({ ...data, encoding: { plan: words } }, createScorer)!;
    expect(JSON.stringify(words).length).toBeGreaterThan(MOST_CHARACTERS);
    expect(script).toBeUndefined();
    expect(body.text).toContain('too large');
    page(body.text);
  });

  it('names what stands below each prediction, in the words of someone who has not heard of intervals', () => {
    const band = { at: [0, 1], low: [-0.1, 0.9], high: [0.1, 1.1] };
    const bands = {
      method: 'conformal',
      coverage: 0.9,
      band,
      shift: 0,
      rows: { band: 50, shift: 50 },
    } as const;
    const steps = {
      method: 'venn-abers',
      margins: [-1, 1],
      low: [0.2, 0.7],
      high: [0.3, 0.8],
      rows: { calibrate: 50 },
    } as const;
    const models = data.models.map((model, m) => ({ ...model, intervals: m === 1 ? steps : bands }));
    const { body } = whatIfSection({ ...data, models }, createScorer)!;
    const text = body.text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    expect(text).toMatch(/calibration range [\d.]+ to [\d.]+/);
    expect(text.match(/calibration range [\d.]/g)).toHaveLength(1);
    expect(text).toContain(
      'Below satisfaction and spend: customers differ, and for 90 of 100 customers like this one',
    );
    expect(text).toContain('Below leaving: the calibration range, how far');
  });

  it('is absent without models', () => expect(whatIfSection(null, createScorer)).toBeNull());
});

describe('controlText()', () => {
  it.each([
    [12, 1, '12'],
    [12.3456, 0.05, '12.35'],
    [2.305, 1, '2.31'],
    [40.25, 2, '40.3'],
    [1240, 20, '1,240'],
    [Number.NaN, 1, 'not known'],
  ])('writes %d of a slider with steps of %d as %s', (value, step, text) => {
    expect(controlText({ column: 'x', label: 'X', kind: { low: 0, high: 2000, step } }, value)).toBe(text);
  });
});

describe('valueAt()', () => {
  const revenue = { column: 'x', label: 'X', kind: { low: 0, high: 60, step: 1 } };

  it('comes back to a start that lies between two steps, and keeps all other steps', () => {
    const start = Math.fround(2.1);
    expect([0, 1, 2, 3, 4].map((shown) => valueAt(revenue, shown, start))).toEqual([0, 1, start, 3, 4]);
    // A browser rounds halves up.
    expect([2, 3].map((shown) => valueAt(revenue, shown, 2.5))).toEqual([2, 2.5]);
  });

  it('reaches a start beyond the ends, and says what is shown where the start is not known', () => {
    expect(valueAt(revenue, 60, 72)).toBe(72);
    expect(valueAt(revenue, 7, Number.NaN)).toBe(7);
  });

  it('finds the start among steps that no binary number has exactly', () => {
    const rate = { column: 'x', label: 'X', kind: { low: 0.3, high: 1, step: 0.1 } };
    expect(valueAt(rate, 0.7, Math.fround(0.7))).toBe(Math.fround(0.7));
    expect(valueAt(rate, 0.8, Math.fround(0.7))).toBe(0.8);
  });
});
