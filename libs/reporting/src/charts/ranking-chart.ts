import { CHART_WIDTH, type Chart } from './draw-chart.ts';
import { palette } from './palette.ts';

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

/** Characters of a label before it goes on in the next line. */
const LINE = 30;

/** Bars from the largest to the smallest, each with its name and its number; no axis is needed. */
export function rankingChart(rows: readonly Ranked[], options: RankingOptions): Chart {
  const most = Math.max(...rows.map((row) => row.value), Number.MIN_VALUE);
  const labels = rows.map((row) => wrapped(row.label));
  const lines = Math.max(1, ...labels.map((label) => label.split('\n').length));
  const values = rows.map((row, k) => ({
    ...row,
    label: labels[k],
    start: 0,
    fill: row.emphasised ? palette.blue : '#8A94A3',
  }));
  const scale = { domain: [0, most * 1.22], nice: false };
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
          axis: {
            title: null,
            ticks: false,
            domain: false,
            labelPadding: 8,
            labelLimit: 210,
            labelLineHeight: 14,
            labelExpr: "split(datum.label, '\\n')",
          },
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

function wrapped(label: string): string {
  const lines = [''];
  for (const word of label.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + word.length < LINE) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
