import { comparisonChart } from './comparison-chart.ts';
import { drawChart } from './draw-chart.ts';
import { rankingChart } from './ranking-chart.ts';
import { textWidth } from './text-width.ts';
import { LABEL_SIZE } from './wrapped-label.ts';

/** Left and right end of every text of a drawing, in its own pixels. */
function textEnds(svg: string): { readonly text: string; readonly left: number; readonly right: number }[] {
  const offsets: number[] = [];
  const ends: { text: string; left: number; right: number }[] = [];
  for (const [tag, name, attributes] of svg.matchAll(/<\/?(\w+)([^>]*)>([^<]*)/g)) {
    if (name === 'g' && tag.startsWith('</')) offsets.pop();
    else if (name === 'g') offsets.push(shiftOf(attributes!));
    if ((name !== 'text' && name !== 'tspan') || tag.startsWith('</')) continue;
    if (name === 'text') anchor = { of: /text-anchor="(\w+)"/.exec(tag)?.[1], shift: shiftOf(attributes!) };
    const text = tag.slice(tag.indexOf('>') + 1);
    if (text.trim() === '' || /rotate/.test(attributes!)) continue;
    const at = offsets.reduce((sum, x) => sum + x, anchor.shift);
    const width = textWidth(text.replaceAll('&#39;', "'"), LABEL_SIZE);
    const left = at - width * (anchor.of === 'end' ? 1 : anchor.of === 'middle' ? 0.5 : 0);
    ends.push({ text, left, right: left + width });
  }
  return ends;
}

let anchor: { of: string | undefined; shift: number } = { of: undefined, shift: 0 };

function shiftOf(attributes: string): number {
  return Number(/transform="translate\((-?[\d.]+)/.exec(attributes)?.[1] ?? 0);
}

const LONG = [
  "Today's rule (churn_probability)",
  'Rule (predicted_probability_of_leaving_within_the_next_quarter)',
];

describe('labels of charts', () => {
  it.each(LONG)('fit into a comparison: %s', async (label) => {
    const rows = [
      { label, kind: 'baseline', value: 0.8, low: 0.78, high: 0.82, text: '0.800' },
      { label: 'This model', kind: 'model', value: 0.99, low: 0.98, high: 1, text: '0.990' },
    ] as const;
    const svg = await drawChart(
      comparisonChart(rows, { id: 'a', label: 'b', axis: 'AUC', chance: 0.5, most: 1 }),
    );
    expectInside(svg.text, label);
  });

  it.each(LONG)('fit into a ranking: %s', async (label) => {
    const rows = [
      { label, value: 0.5, text: '50.0 %', emphasised: true },
      { label: 'Sessions', value: 0.2, text: '20.0 %', emphasised: false },
    ];
    expectInside((await drawChart(rankingChart(rows, { id: 'a', label: 'b' }))).text, label);
  });
});

/** Every text lies inside the drawing, and the label is there as a whole. */
function expectInside(svg: string, label: string): void {
  const width = Number(/ width="([\d.]+)"/.exec(svg)![1]);
  const ends = textEnds(svg);
  for (const { left, right } of ends) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
  }
  const shown = ends.map(({ text }) => text.replaceAll('&#39;', "'")).join('');
  expect(shown.replaceAll(' ', '')).toContain(label.replaceAll(' ', ''));
}
