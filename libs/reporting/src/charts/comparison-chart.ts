import { CHART_WIDTH, type Chart } from './draw-chart.ts';
import { palette } from './palette.ts';
import { wrappedAxis, wrappedLabel } from './wrapped-label.ts';

/** One score in a comparison, with its 95 % interval where one was computed. */
export interface Compared {
  readonly label: string;
  /** What is compared with what: rules and simple models, the model itself, the best that is possible. */
  readonly kind: 'baseline' | 'model' | 'ceiling';
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The value as it is written beside its bar. */
  readonly text: string;
}

export interface ComparisonOptions {
  readonly id: string;
  readonly label: string;
  /** Name of the score, under the axis. */
  readonly axis: string;
  /** Where bars begin: the score of pure chance. */
  readonly chance: number;
  /** Where the axis ends. */
  readonly most: number;
}

/** Pixels of a label's line before it goes on in the next one. */
const LINE = 150;
const fills = { baseline: '#A9B2BF', model: palette.blue, ceiling: '#FFFFFF' } as const;
const strokes = { baseline: '#A9B2BF', model: palette.blue, ceiling: palette.muted } as const;

/** Bars of baselines, the model and the ceiling, beginning at the score of chance, with intervals as whiskers. */
export function comparisonChart(rows: readonly Compared[], options: ComparisonOptions): Chart {
  const { id, label, axis, chance, most } = options;
  const wrapped = rows.map((row) => wrappedLabel(row.label, LINE));
  const order = wrapped.map((lines) => lines.join('\n'));
  const lines = Math.max(1, ...wrapped.map(({ length }) => length));
  const values = rows.map((row, k) => ({
    ...row,
    label: order[k],
    value: Math.max(row.value, chance),
    start: chance,
    low: row.low === null ? null : Math.max(row.low, chance),
    end: Math.max(row.high ?? row.value, chance),
    fill: fills[row.kind],
    stroke: strokes[row.kind],
  }));
  const y = {
    field: 'label',
    type: 'nominal' as const,
    sort: order,
    axis: wrappedAxis,
  };
  const scale = { domain: [chance, most], nice: false, zero: false };
  const x = { type: 'quantitative' as const, scale };
  const whisker = { stroke: palette.ink, strokeWidth: 1.5 };
  return {
    id,
    label,
    spec: {
      width: CHART_WIDTH,
      height: 30 + (20 + 14 * lines) * rows.length,
      data: { values },
      encoding: { y },
      layer: [
        {
          mark: { type: 'bar', height: 18, strokeWidth: 1.2, strokeDash: [1, 0] },
          encoding: {
            x: {
              ...x,
              field: 'start',
              axis: {
                title: axis,
                labelPadding: 6,
                tickCount: 5,
                domain: false,
                ticks: false,
              },
            },
            x2: { field: 'value' },
            fill: { field: 'fill', type: 'nominal', scale: null },
            stroke: { field: 'stroke', type: 'nominal', scale: null },
          },
        },
        {
          transform: [{ filter: 'datum.low !== null && datum.high !== null' }],
          mark: { type: 'rule', ...whisker },
          encoding: { x: { ...x, field: 'low' }, x2: { field: 'end' } },
        },
        {
          transform: [{ filter: 'datum.low !== null && datum.high !== null' }],
          mark: { type: 'tick', size: 8, thickness: 1.5, color: palette.ink },
          encoding: { x: { ...x, field: 'low' } },
        },
        {
          transform: [{ filter: 'datum.low !== null && datum.high !== null' }],
          mark: { type: 'tick', size: 8, thickness: 1.5, color: palette.ink },
          encoding: { x: { ...x, field: 'end' } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 7, fontWeight: 600 },
          encoding: { x: { ...x, field: 'end' }, text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
  };
}
