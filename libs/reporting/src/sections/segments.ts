import type { Findings, SegmentFinding, SegmentFindings } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml, numberHtml } from '../html/measured.ts';
import { numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { plural, sectionOf, sourcesOf } from './frame.ts';

/** Percent of its cell that the longest bar takes; the rest is for its number. */
const WIDEST = 65;

const assumed = markup`<p class="note">
  <span class="chip watch">assumed</span> Lifetime value rests on assumptions, which
  <a href="#method">How these numbers were made</a> names.
</p>`;

/** The groups that customers fall into; null before they were made. */
export function segmentSection({ segments, contract }: Findings): Section | null {
  const largest = segments?.rows[0];
  if (!segments || !largest) return null;
  const count = { ...largest.customers, value: segments.rows.length };
  return sectionOf({
    id: 'segments',
    short: 'Segments',
    question: 'Which groups of customers are there?',
    answer: markup`The customers fall into ${numberHtml(count)} ${plural(count.value, 'segment', 'segments')}; the
    largest, “${largest.name}”, holds ${measuredHtml(largest.share)} of them.`,
    body: markup`${tableOf(segments)}${contract.lifetimeValue && assumed}`,
    so: null,
    sources: sourcesOf(segments.rows.map(({ customers }) => customers)),
  });
}

function tableOf({ columns, rows }: SegmentFindings): Html {
  const most = Math.max(...rows.map(({ share }) => share.value));
  return markup`<div class="scroll">
    <table>
      <caption>
        Segments by size, with the means over their customers
      </caption>
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col">Share</th>
          <th scope="col" class="r">Customers</th>
          ${columns.map((column) => markup`<th scope="col" class="r">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowHtml(row, most))}
      </tbody>
    </table>
  </div>`;
}

function rowHtml({ name, customers, share, means }: SegmentFinding, most: number): Html {
  const cells = means.map((mean) => markup`<td class="r">${mean ? cellHtml(mean) : 'not known'}</td>`);
  const width = ((WIDEST * share.value) / most).toFixed(1);
  return markup`<tr>
    <th scope="row">${name}</th>
    <td class="bar">
      <span style="width:${width}%"></span
      ><data value="${share.value}">${numberText(share.value, 'share')}</data>
    </td>
    <td class="r">${cellHtml(customers)}</td>
    ${cells}
  </tr> `;
}
