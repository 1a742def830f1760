import type { Findings, ModelFinding } from '../findings/findings.ts';
import { metricWords } from '../findings/metric-words.ts';
import { markup, type Html } from '../html/markup.ts';
import { hrefOf, measuredHtml, type Measured } from '../html/measured.ts';
import { intervalText, numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { listOf, sectionOf, wordOf, plural } from './frame.ts';

/** Most cards in the row of key figures. */
const CARDS = 8;

interface Card {
  readonly label: string;
  readonly measured: Measured;
}

/** The key figures of the run, each with its interval and its artefact. */
export function atAGlance(findings: Findings): Section {
  const cards = cardsOf(findings).slice(0, CARDS);
  return sectionOf({
    id: 'glance',
    short: 'At a glance',
    question: 'The run at a glance',
    answer: answerOf(findings),
    body: markup`<ul class="cards">
      ${cards.map(cardHtml)}
    </ul>`,
    so: null,
    sources: [],
  });
}

function answerOf({ models, rows, request }: Findings): Html {
  const measured = models.flatMap(({ headline, title }) =>
    headline
      ? markup`${title.toLowerCase()} with ${metricWords(headline.name).label} ${measuredHtml(headline.measured)}`
      : [],
  );
  const count = models.length;
  const predicted =
    measured.length === 0
      ? markup`${wordOf(count)} ${plural(count, 'outcome', 'outcomes')}`
      : markup`${listOf(measured)}`;
  if (request.models !== null) {
    const whom = rows && markup`${measuredHtml(rows.kept)} customers were scored. `;
    return markup`${whom ?? null}The models predicted ${predicted} where they were trained, in run
      <code>${request.models}</code>, measured once on customers that they had not seen.`;
  }
  const kept = rows && markup`Of ${measuredHtml(rows.kept)} customers, the`;
  return markup`${kept ?? 'The'} run predicted ${predicted}, measured once on customers
  that no model had seen.`;
}

function cardsOf({ activity, models, rows }: Findings): Card[] {
  const perModel = models.flatMap((finding) => modelCards(finding));
  const facts = activity.map(({ label, mean }) => ({ label, measured: mean }));
  const customers = rows ? [{ label: 'Customers in this run', measured: rows.kept }] : [];
  const room = CARDS - customers.length - perModel.length;
  return [...customers, ...facts.slice(0, Math.max(2, room)), ...perModel];
}

function modelCards({ headline, title, flagged, model }: ModelFinding): Card[] {
  const label = headline && `${title}: ${metricWords(headline.name).label} on customers never seen before`;
  const cards = headline && label ? [{ label, measured: headline.measured }] : [];
  if (!flagged || model.flagThreshold === null) return cards;
  const above = numberText(model.flagThreshold, 'share');
  return [
    ...cards,
    { label: `Customers flagged: predicted ${title.toLowerCase()} above ${above}`, measured: flagged },
  ];
}

function cardHtml({ label, measured }: Card): Html {
  const { value, low, high, style, source } = measured;
  return markup`<li>
    <span class="big"><data value="${value}">${numberText(value, style)}</data></span>
    <span class="label">${label}</span>${
      low !== null &&
      high !== null &&
      markup`<span class="ci">95 % interval ${intervalText(low, high, style)}</span>`
    } <span class="from"><a href="${hrefOf(source)}">source: ${source}</a></span>
  </li>`;
}
