import type { Findings } from '../findings/findings.ts';
import { dateText } from '../html/date-text.ts';
import { markup, type Html } from '../html/markup.ts';
import { numberHtml } from '../html/measured.ts';

/** What the page is about: the table, the time it spans, the run, and that no row went missing. */
export function headerHtml({ contract, window, rows, runId, request }: Findings): Html {
  const span =
    window &&
    (window.first === window.last
      ? `, observed on ${dateText(window.first)}`
      : `, observed from ${dateText(window.first)} to ${dateText(window.last)}`);
  return markup`<p class="kicker">Engage report</p>
    <h1>${contract.name}</h1>
    ${contract.description !== '' && markup`<p>${sentence(contract.description)}</p>`}
    <p class="meta">
      ${
        rows &&
        markup`${numberHtml(rows.read)} rows in = ${numberHtml(rows.kept)} kept +
          ${numberHtml(rows.quarantined)} quarantined${span}<br />`
      }Run <code>${runId}</code>, contract <code>${contract.id}</code> version
      <code>${contract.version}</code>
      ${
        request.models !== null &&
        markup`<br />Scored with the models of run <code>${request.models}</code>: how well they predict was measured
          there; what comes of the customers here is not known yet`
      }
    </p>`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
