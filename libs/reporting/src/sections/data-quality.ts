import type { Findings, QualityFindings } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml } from '../html/measured.ts';
import type { Section } from '../html/page.ts';
import { sectionOf, sourcesOf } from './frame.ts';

/** What was wrong with the data, and how much of it is missing; null when the run did not look. */
export function dataQuality({ quality, rows, contract }: Findings): Section | null {
  if (!quality && !rows) return null;
  const tables = quality
    ? markup`<div class="pair">${reasonTable(quality)}${missingTable(quality)}</div>`
    : null;
  return sectionOf({
    id: 'data-quality',
    short: 'Data quality',
    question: 'Can the data be relied on?',
    answer: answerOf({ quality, rows }),
    body: tables,
    so: markup`Nothing was dropped in silence: rows that break the contract wait in
      <code>quarantine/</code> with every reason. The run would have stopped above
      ${(100 * contract.maxQuarantineShare).toFixed(0)} % of the rows.`,
    sources: [
      ...sourcesOf([rows?.kept]),
      ...sourcesOf(quality?.columns.map(({ missing }) => missing) ?? []),
      ...sourcesOf(quality?.reasons.map((reason) => reason.rows) ?? []),
    ],
  });
}

function answerOf({ quality, rows }: Pick<Findings, 'quality' | 'rows'>): Html {
  const kept =
    rows &&
    markup`Of ${measuredHtml(rows.read)} rows, ${measuredHtml(rows.quarantined)} broke the contract and were set
    aside.`;
  const worst = quality?.columns[0];
  const missing =
    worst &&
    markup` The column with the most missing values is <code>${worst.name}</code> with
      ${measuredHtml(worst.missing)}.`;
  const none = quality && !worst && markup` No column has missing values.`;
  return markup`${kept}${missing ?? null}${none}`;
}

function reasonTable({ reasons }: QualityFindings): Html {
  if (reasons.length === 0) return markup`<p>No row broke the contract, so none was set aside.</p>`;
  return markup`<div class="scroll">
    <table>
      <caption>
        Why rows were set aside; a row may have several reasons
      </caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="r">Rows</th>
        </tr>
      </thead>
      <tbody>
        ${reasons.map(
          ({ reason, rows }) =>
            markup`<tr>
              <th scope="row">${reason}</th>
              <td class="r">${cellHtml(rows)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function missingTable({ columns }: QualityFindings): Html | null {
  if (columns.length === 0) return null;
  return markup`<div class="scroll">
    <table>
      <caption>
        Columns with the most missing values
      </caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col" class="r">Missing</th>
        </tr>
      </thead>
      <tbody>
        ${columns.map(
          ({ name, missing }) =>
            markup`<tr>
              <th scope="row"><code>${name}</code></th>
              <td class="r">${cellHtml(missing)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
