import { drawChart } from '../charts/draw-chart.ts';
import { rankingChart } from '../charts/ranking-chart.ts';
import type { ActivityFinding, Findings } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml } from '../html/measured.ts';
import { numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { figureHtml, listOf, sectionOf, sourcesOf } from './frame.ts';

/** How active the customers are: the contract's facts, as means over every customer; null without any. */
export async function activitySection({ activity }: Findings): Promise<Section | null> {
  if (activity.length === 0) return null;
  const shares = activity.filter(({ mean }) => mean.style === 'share');
  const said = (shares.length > 0 ? shares : activity).slice(0, 2);
  const spoken = said.map(({ label, mean }) => markup`${measuredHtml(mean)} ${lowered(label)}`);
  return sectionOf({
    id: 'activity',
    short: 'Activity',
    question: 'How active are the customers?',
    answer:
      shares.length > 0
        ? markup`Of all customers, ${listOf(spoken)}.`
        : markup`${listOf(spoken.map((part) => part))}.`,
    body: markup`<div class="pair">${await chartOf(shares)}${tableOf(activity)}</div>`,
    so: null,
    sources: sourcesOf(activity.map(({ mean }) => mean)),
  });
}

async function chartOf(shares: readonly ActivityFinding[]): Promise<Html | null> {
  if (shares.length < 2) return null;
  const rows = [...shares]
    .sort((a, b) => b.mean.value - a.mean.value)
    .map(({ label, mean }) => ({
      label,
      value: mean.value,
      text: numberText(mean.value, mean.style),
      emphasised: true,
    }));
  const label = `Share of all customers: ${rows.map((row) => `${row.label} ${row.text}`).join('; ')}`;
  return figureHtml(
    'Share of all customers',
    await drawChart(rankingChart(rows, { id: 'activity-shares', label })),
  );
}

function tableOf(activity: readonly ActivityFinding[]): Html {
  return markup`<div class="scroll">
    <table>
      <caption>
        Every fact, with its 95 % interval
      </caption>
      <thead>
        <tr>
          <th scope="col">Over all customers</th>
          <th scope="col" class="r">Mean</th>
        </tr>
      </thead>
      <tbody>
        ${activity.map(
          ({ label, mean }) =>
            markup`<tr>
              <th scope="row">${label}</th>
              <td class="r">${cellHtml(mean)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
