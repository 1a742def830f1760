import { drawChart } from '../charts/draw-chart.ts';
import { rankingChart } from '../charts/ranking-chart.ts';
import type { Findings, ModelFinding, ReasonFinding, ThemeWeight } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml } from '../html/measured.ts';
import { numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { figureHtml, listOf, sectionOf, sourcesOf } from './frame.ts';

/** Themes that are shown of each model. */
const THEMES = 8;

/** What the models go by, and what customers were told; null when nothing was explained. */
export async function whySection({ models }: Findings): Promise<Section | null> {
  const explained = models.filter(({ themes }) => themes.length > 0);
  if (explained.length === 0) return null;
  const bodies: Html[] = [];
  for (const finding of explained) bodies.push(await bodyOf(finding));
  return sectionOf({
    id: 'why',
    short: 'Why',
    question: 'Why do customers differ?',
    answer: answerOf(explained),
    body: bodies,
    so: soWhatOf(explained),
    sources: explained.flatMap(({ themes, reasons }) => [
      ...sourcesOf(themes.map(({ share }) => share)),
      ...sourcesOf(reasons.map(({ customers }) => customers)),
    ]),
  });
}

function answerOf(explained: readonly ModelFinding[]): Html {
  const parts = explained.map(({ title, themes }) => {
    const [first, second] = themes;
    const also = second && markup` and ${second.theme} (${measuredHtml(second.share)})`;
    return markup`${title.toLowerCase()} follows ${first!.theme} (${measuredHtml(first!.share)} of the weight)${also ?? null}`;
  });
  return markup`As the models see it, ${listOf(parts)}.`;
}

async function bodyOf(finding: ModelFinding): Promise<Html> {
  return markup`<h3>${finding.title}</h3>
    <div class="pair">${await chartOf(finding)}${reasonTable(finding)}</div>`;
}

async function chartOf({ themes, title, model }: ModelFinding): Promise<Html> {
  const shown = themes.slice(0, THEMES);
  const rows = shown.map(({ theme, share, actionable, direction }) => ({
    label: `${theme}${arrowOf(direction)}`,
    value: share.value,
    text: numberText(share.value, 'share'),
    emphasised: actionable,
  }));
  const label = `What predictions of ${title.toLowerCase()} go by: ${shown.map(({ theme, share }) => `${theme} ${numberText(share.value, 'share')}`).join('; ')}`;
  const id = `themes-${model.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
  const drawing = await drawChart(rankingChart(rows, { id, label }));
  return markup`${figureHtml(`What predictions of ${title.toLowerCase()} go by`, drawing)}`;
}

/** Up: more of it raises the prediction; down: more of it lowers it. */
function arrowOf(direction: ThemeWeight['direction']): string {
  if (direction === null) return '';
  return direction === 1 ? ' ↑' : ' ↓';
}

function reasonTable({ reasons, title }: ModelFinding): Html | null {
  if (reasons.length === 0) return null;
  return markup`<div class="scroll">
    <table>
      <caption>
        The strongest reasons, in the words that most of these customers read
      </caption>
      <thead>
        <tr>
          <th scope="col">Among a customer's three strongest</th>
          <th scope="col">${title}</th>
          <th scope="col" class="r">Customers</th>
        </tr>
      </thead>
      <tbody>
        ${reasons.map(reasonRow)}
      </tbody>
    </table>
  </div>`;
}

function reasonRow({ words, raises, customers }: ReasonFinding): Html {
  const effect = raises ? 'raises it' : 'lowers it';
  return markup`<tr>
    <th scope="row">${words}</th>
    <td class="nowrap">${effect}</td>
    <td class="r">${cellHtml(customers)}</td>
  </tr> `;
}

function soWhatOf(explained: readonly ModelFinding[]): Html | null {
  const parts = explained.flatMap(({ title, themes }) => {
    const lever = themes.find(({ actionable }) => actionable);
    return lever ? [markup`for ${title.toLowerCase()} ${lever.theme} (${measuredHtml(lever.share)})`] : [];
  });
  const levers = parts.length > 0 && markup` The strongest that a company can act on: ${listOf(parts)}.`;
  return markup`Blue bars can be acted on, grey ones cannot; an arrow tells whether more of it raises (↑) or
  lowers (↓) the prediction.${levers} These are associations that the models found, not effects: whether
  acting on them helps, only an experiment tells.`;
}
