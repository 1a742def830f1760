import { markup, type Html } from './markup.ts';
import { intervalText, numberText, type NumberStyle } from './number-text.ts';

/** A number that the page shows: its value, its 95 % interval where there is one, and the artefact it comes from. */
export interface Measured {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly style: NumberStyle;
  /** Key below the run's folder. */
  readonly source: string;
}

/** The report lies in `report/`, one level below the run's root. */
export function hrefOf(source: string): string {
  return `../${source.split('/').map(encodeURIComponent).join('/')}`;
}

/** A number in a sentence: linked to its artefact, with its interval behind it. */
export function measuredHtml(measured: Measured): Html {
  return markup`${numberHtml(measured)}${intervalHtml(measured)}`;
}

/** A number without its interval, linked to its artefact; `data-value` holds it in full for whoever checks. */
export function numberHtml({ value, style, source }: Measured): Html {
  const text = numberText(value, style);
  return markup`<a class="n" href="${hrefOf(source)}" title="From ${source}"
    ><data value="${value}">${text}</data></a
  >`;
}

function intervalHtml({ low, high, style }: Measured): Html | null {
  if (low === null || high === null) return null;
  return markup` <span class="ci">(${intervalText(low, high, style)})</span>`;
}

/** A number in a table: the interval below it, the artefact named once for the whole table. */
export function cellHtml({ value, low, high, style }: Measured): Html {
  const interval =
    low === null || high === null ? null : markup`<span class="ci">${intervalText(low, high, style)}</span>`;
  return markup`<data value="${value}">${numberText(value, style)}</data>${interval}`;
}
