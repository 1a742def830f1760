import type { ModelFinding, Score } from '../findings/findings.ts';
import { metricWords, topShareOf } from '../findings/metric-words.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml } from '../html/measured.ts';

/** The metrics over all of the holdout, with their intervals and what they mean; null before anything was measured. */
export function scoreTable({ scores, headline, title }: ModelFinding): Html | null {
  const whole = scores.filter(({ name }) => topShareOf(name) === null);
  if (whole.length === 0) return null;
  const rest = whole.filter((score) => score !== headline);
  return markup`<div class="scroll">
    <table>
      <caption>
        Measures of the ${title.toLowerCase()} model on the holdout
      </caption>
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" class="r">Value, 95 % interval</th>
        </tr>
      </thead>
      <tbody>
        ${(headline ? [headline, ...rest] : rest).map(rowHtml)}
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

/** The metrics of the customers with the highest predictions, one row a share of them; null without any. */
export function topTable({ scores, title }: ModelFinding): Html | null {
  const tops = scores.flatMap(({ name, measured }) => {
    const top = topShareOf(name);
    return top ? [{ ...top, measured }] : [];
  });
  if (tops.length === 0) return null;
  const kinds = [...new Set(tops.map(({ kind }) => kind))];
  const percents = [...new Set(tops.map(({ percent }) => percent))].sort((a, b) => a - b);
  const cellOf = (percent: number, kind: string): Html | string => {
    const found = tops.find((top) => top.percent === percent && top.kind === kind);
    return found ? cellHtml(found.measured) : '';
  };
  return markup`<div class="scroll">
    <table>
      <caption>
        ${title} among the customers with the highest predictions
      </caption>
      <thead>
        <tr>
          <th scope="col">Share of customers</th>
          ${kinds.map((kind) => markup`<th scope="col" class="r">${headings[kind]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${percents.map(
          (percent) => markup`<tr>
            <th scope="row">Top ${percent} %</th>
            ${kinds.map((kind) => markup`<td class="r">${cellOf(percent, kind)}</td>`)}
          </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const headings = {
  lift: 'Lift: times as many as at random',
  precision: 'Precision: share for whom it came true',
} as const;
