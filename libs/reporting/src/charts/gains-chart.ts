import { CHART_WIDTH, type Chart } from './draw-chart.ts';
import { palette } from './palette.ts';

/** A point of a gains curve: the share of all customers taken, best first, and the share of the outcome they hold. */
export interface GainsPoint {
  readonly customers: number;
  readonly captured: number;
}

export interface GainsOptions {
  readonly id: string;
  readonly label: string;
  readonly capturedTitle: string;
}

/** How much of the outcome the customers with the highest predictions hold, against customers taken at random. */
export function gainsChart(points: readonly GainsPoint[], options: GainsOptions): Chart {
  const scale = { domain: [0, 1], nice: false };
  const axis = { format: '.0%', labelPadding: 6, tickCount: 5, domain: false, ticks: false };
  const x = { field: 'customers', type: 'quantitative' as const, scale };
  const y = { field: 'captured', type: 'quantitative' as const, scale };
  const named = [
    { customers: 0.5, captured: 0.5, name: 'at random', dx: 8, dy: 14, fill: palette.muted },
    { ...nearest(points, 0.3), name: 'by prediction', dx: -8, dy: -10, fill: palette.blue },
  ];
  return {
    id: options.id,
    label: options.label,
    spec: {
      width: CHART_WIDTH,
      height: 300,
      layer: [
        {
          data: { values: points },
          mark: { type: 'area', color: palette.blue, fillOpacity: 0.1, line: false },
          encoding: {
            x: { ...x, axis: { ...axis, title: 'Customers, highest prediction first' } },
            y: { ...y, axis: { ...axis, title: options.capturedTitle } },
            y2: { field: 'customers' },
          },
        },
        {
          data: { values: [{ a: 0, b: 1 }] },
          mark: { type: 'rule', stroke: palette.grey, strokeWidth: 1.2, strokeDash: [4, 3] },
          encoding: {
            x: { field: 'a', type: 'quantitative', scale },
            x2: { field: 'b' },
            y: { field: 'a', type: 'quantitative', scale },
            y2: { field: 'b' },
          },
        },
        {
          data: { values: points },
          mark: { type: 'line', color: palette.blue, strokeWidth: 2.2 },
          encoding: { x, y },
        },
        ...named.map(({ dx, dy, fill, ...point }) => ({
          data: { values: [point] },
          mark: {
            type: 'text' as const,
            align: dx < 0 ? ('right' as const) : ('left' as const),
            dx,
            dy,
            fill,
          },
          encoding: { x, y, text: { field: 'name', type: 'nominal' as const } },
        })),
      ],
    },
  };
}

function nearest(points: readonly GainsPoint[], customers: number): GainsPoint {
  return points.reduce(
    (best, point) =>
      Math.abs(point.customers - customers) < Math.abs(best.customers - customers) ? point : best,
    { customers: 0, captured: 0 },
  );
}
