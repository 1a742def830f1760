import type { ModelFinding, Score } from '../findings/findings.ts';
import { metricWords } from '../findings/metric-words.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml } from '../html/measured.ts';

/** Every metric of a model with its interval and what it means; null before anything was measured. */
export function scoreTable({ scores, title }: ModelFinding): Html | null {
  if (scores.length === 0) return null;
  return markup`<div class="scroll">
    <table>
      <caption>
        Every measure of the ${title.toLowerCase()} model on the holdout, with its 95 % interval
      </caption>
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" class="r">Value</th>
        </tr>
      </thead>
      <tbody>
        ${scores.map(rowHtml)}
      </tbody>
    </table>
  </div>`;
}

function rowHtml({ name, measured }: Score): Html {
  const { label, meaning } = metricWords(name);
  return markup`<tr>
    <th scope="row">${label}<span class="hint">${meaning}</span></th>
    <td class="r">${cellHtml(measured)}</td>
  </tr> `;
}
