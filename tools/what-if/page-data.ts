import type { Example, WhatIfData } from '../../libs/reporting/src/what-if/what-if-data.ts';

const HOLDER = /(<script type="application\/json" id="what-if-data">)(.*?)(<\/script>)/s;

/**
 * The models that a report carries.
 *
 * @throws Error when it carries none
 */
export function dataOf(page: string): WhatIfData {
  const json = HOLDER.exec(page)?.[2];
  if (json === undefined) throw new Error('Expected a report that carries its models, found one without');
  return JSON.parse(json) as WhatIfData;
}

/** The same page with other examples to start from. */
export function withExamples(page: string, examples: readonly Example[]): string {
  const json = JSON.stringify({ ...dataOf(page), examples }).replaceAll('<', '\\u003c');
  return page.replace(HOLDER, (_, open: string, __, close: string) => `${open}${json}${close}`);
}

/** What a page shows of one model. */
export interface Shown {
  /** In full, not as it is written. */
  readonly prediction: number;
  readonly reasons: readonly string[];
}

/** What the page shows of every model, read from its document as a browser left it; null where its script did not run. */
export function shownIn(document: string): Shown[] | null {
  const part = /<div class="what-if([^"]*)">(.*?)<script type="application/s.exec(document);
  if (!part || part[1]!.includes('still')) return null;
  const [predictions = '', reasons = ''] = part[2]!.split('id="what-if-reasons"');
  const values = [...predictions.matchAll(/<data value="([^"]*)" id="what-if-\d+"/g)];
  const lists = [...reasons.matchAll(/<h3>.*?<ul>(.*?)<\/ul>/gs)];
  return values.map(([, value], m) => ({
    prediction: Number(value),
    reasons: [...(lists[m]?.[1] ?? '').matchAll(/<b>[↑↓]<\/b> <span>(.*?)<\/span>/gs)].map(([, words]) =>
      plain(words!),
    ),
  }));
}

function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
}
