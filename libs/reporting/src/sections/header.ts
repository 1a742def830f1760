import type { Findings } from '../findings/findings.ts';
import { dateText } from '../html/date-text.ts';
import { html, type Html } from '../html/html.ts';
import { numberHtml } from '../html/measured.ts';

/** What the page is about: the table, the time it spans, the run, and that no row went missing. */
export function headerHtml({ contract, window, rows, runId }: Findings): Html {
  const span =
    window &&
    (window.first === window.last
      ? `, observed on ${dateText(window.first)}`
      : `, observed from ${dateText(window.first)} to ${dateText(window.last)}`);
  return html`<p class="kicker">Engage report</p>
    <h1>${contract.name}</h1>
    <p>${contract.description}${contract.description.endsWith('.') ? null : '.'}</p>
    <p class="meta">
      ${
        rows &&
        html`${numberHtml(rows.read)} rows in = ${numberHtml(rows.kept)} kept +
          ${numberHtml(rows.quarantined)} quarantined${span}<br />`
      }Run <code>${runId}</code>, contract <code>${contract.id}</code> version
      <code>${contract.version}</code>
    </p>`;
}
