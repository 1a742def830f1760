import { CHART_WIDTH, type Chart } from './draw-chart.ts';
import { palette } from './palette.ts';

/** Customers with about the same prediction: what was predicted for them, and what happened. */
export interface CalibrationPoint {
  readonly predicted: number;
  readonly actual: number;
  /** 95 % interval of the actual mean. */
  readonly low: number;
  readonly high: number;
}

export interface CalibrationOptions {
  readonly id: string;
  readonly label: string;
  readonly predictedTitle: string;
  readonly actualTitle: string;
  /** How the axes write their numbers, as a d3 format. */
  readonly format: string;
  /** Probabilities end at 1. */
  readonly most: number | null;
}

/** Predicted against actual, one dot for each tenth of the customers, with the line on which both are equal. */
export function calibrationChart(points: readonly CalibrationPoint[], options: CalibrationOptions): Chart {
  const ends = points.flatMap((point) => [point.predicted, point.low, point.high]);
  const from = Math.min(0, ...ends);
  const to = Math.min(options.most ?? Infinity, Math.max(...ends) * 1.05);
  const scale = { domain: [from, to], nice: false, zero: false };
  const x = { type: 'quantitative' as const, scale };
  const y = { type: 'quantitative' as const, scale };
  const axis = { format: options.format, labelPadding: 6, tickCount: 5, domain: false, ticks: false };
  return {
    id: options.id,
    label: options.label,
    spec: {
      width: CHART_WIDTH,
      height: 300,
      layer: [
        {
          data: { values: [{ a: from, b: to }] },
          mark: { type: 'rule', stroke: palette.grey, strokeWidth: 1.2, strokeDash: [4, 3] },
          encoding: {
            x: { ...x, field: 'a', axis: { ...axis, title: options.predictedTitle } },
            x2: { field: 'b' },
            y: { ...y, field: 'a', axis: { ...axis, title: options.actualTitle } },
            y2: { field: 'b' },
          },
        },
        {
          data: { values: points },
          mark: { type: 'rule', stroke: palette.blue, strokeWidth: 1.5 },
          encoding: {
            x: { ...x, field: 'predicted' },
            y: { ...y, field: 'low' },
            y2: { field: 'high' },
          },
        },
        {
          data: { values: points },
          mark: { type: 'point', shape: 'circle', filled: true, size: 55, color: palette.blue, opacity: 1 },
          encoding: { x: { ...x, field: 'predicted' }, y: { ...y, field: 'actual' } },
        },
      ],
    },
  };
}
