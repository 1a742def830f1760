import type { TopLevelSpec } from 'vega-lite';
import { Html, escaped } from '../html/markup.ts';
import { palette } from './palette.ts';
import { textWidth } from './text-width.ts';
import { LABEL_SIZE } from './wrapped-label.ts';

/** A chart to be drawn: what it shows in words, and its Vega-Lite specification. */
export interface Chart {
  /** Unique in the page, lower-case letters and dashes; prefixes the ids inside the SVG. */
  readonly id: string;
  /** What a reader who cannot see the chart is told: its message and its main numbers. */
  readonly label: string;
  readonly spec: TopLevelSpec;
}

/** Width in pixels that charts are drawn for; the page scales them by 0.8 (telephone) to 1.15 (desktop). */
export const CHART_WIDTH = 440;

/**
 * Draws a chart as static SVG, the same bytes on every machine: text is measured by a table, ids are prefixed.
 */
export async function drawChart(chart: Chart): Promise<Html> {
  // Loaded when the first chart is drawn: Vega takes a quarter of a second that other commands need not wait.
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  measureByTable(vega);
  const { spec } = compile(chart.spec, { config });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error });
  try {
    return new Html(embeddable(await view.toSVG(), chart));
  } finally {
    view.finalize();
  }
}

interface Measure {
  width(item: { fontSize?: number }, text: unknown): number;
}

/** Vega guesses 0.8 em a character without a canvas; its text metrics are open to a better measure. */
function measureByTable(vega: object): void {
  const metrics = (vega as { textMetrics?: Measure }).textMetrics;
  if (metrics) metrics.width = (item, text) => textWidth(textOf(text), item.fontSize ?? 11);
}

function textOf(text: unknown): string {
  return text === null || text === undefined ? '' : String(text);
}

/**
 * SVG as part of a page: no addresses, ids of its own, the page's font, and none of the attributes that only
 * matter to the mouse or to a reader that walks through the marks.
 */
function embeddable(svg: string, { id, label }: Chart): string {
  return svg
    .replace(/ (xmlns(:xlink)?|version|font-family|pointer-events|aria-[a-z]+|role)="[^"]*"/g, '')
    .replace(/<path class="foreground"[^>]*\/>/g, '')
    .replace(/ id="([^"]+)"/g, ` id="${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replace(/^<svg /, `<svg role="img" aria-label="${escaped(label)}" `);
}

const font = 'Inter, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const axis = {
  labelFont: font,
  titleFont: font,
  labelFontSize: LABEL_SIZE,
  titleFontSize: 12,
  titleFontWeight: 'normal',
  labelColor: palette.body,
  titleColor: palette.muted,
  gridColor: palette.rule,
  domainColor: palette.rule,
  tickColor: palette.rule,
  titlePadding: 8,
} as const;

const config = {
  background: 'transparent',
  autosize: { type: 'fit', contains: 'padding' },
  padding: 2,
  // The chart as a whole has one label; dots and bars that name themselves one by one only get in the way.
  aria: false,
  font,
  view: { stroke: null },
  axis,
  text: { font, fontSize: 12, fill: palette.ink },
} as const;
