import { CHART_WIDTH, type Chart } from './draw-chart.ts';
import { palette } from './palette.ts';
import { textWidth } from './text-width.ts';
import { LABEL_SIZE, wrappedAxis, wrappedLabel } from './wrapped-label.ts';

/** One bar of a ranking. */
export interface Ranked {
  readonly label: string;
  readonly value: number;
  /** The value as it is written beside its bar. */
  readonly text: string;
  /** False for what a company cannot change: drawn in grey. */
  readonly emphasised: boolean;
}

export interface RankingOptions {
  readonly id: string;
  readonly label: string;
}

/** Pixels of a label's line before it goes on in the next one. */
const LINE = 200;
/** Pixels between labels and bars with both sides' padding, and between bars and numbers. */
const GAPS = { bars: 12, numbers: 8 } as const;

/** Bars from the largest to the smallest, each with its name and its number; no axis is needed. */
export function rankingChart(rows: readonly Ranked[], options: RankingOptions): Chart {
  const most = Math.max(...rows.map((row) => row.value), Number.MIN_VALUE);
  const wrapped = rows.map((row) => wrappedLabel(row.label, LINE));
  const labels = wrapped.map((lines) => lines.join('\n'));
  const lines = Math.max(1, ...wrapped.map(({ length }) => length));
  const values = rows.map((row, k) => ({
    ...row,
    label: labels[k],
    start: 0,
    fill: row.emphasised ? palette.blue : '#8A94A3',
  }));
  const room = CHART_WIDTH - widest(wrapped.flat()) - GAPS.bars;
  const bars = room - widest(rows.map(({ text }) => text)) - GAPS.numbers;
  const scale = { domain: [0, (most * room) / bars], nice: false };
  return {
    id: options.id,
    label: options.label,
    spec: {
      width: CHART_WIDTH,
      height: 16 + (13 + 14 * lines) * rows.length,
      data: { values },
      encoding: {
        y: {
          field: 'label',
          type: 'nominal',
          sort: labels,
          axis: wrappedAxis,
        },
      },
      layer: [
        {
          mark: { type: 'bar', height: 16 },
          encoding: {
            x: { field: 'start', type: 'quantitative', scale, axis: null },
            x2: { field: 'value' },
            fill: { field: 'fill', type: 'nominal', scale: null },
          },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6 },
          encoding: {
            x: { field: 'value', type: 'quantitative', scale, axis: null },
            text: { field: 'text', type: 'nominal' },
          },
        },
      ],
    },
  };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, LABEL_SIZE)));
}
