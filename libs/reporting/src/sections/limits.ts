import type { Findings } from '../findings/findings.ts';
import { html, type Html } from '../html/html.ts';
import type { Section } from '../html/page.ts';
import { sectionOf } from './frame.ts';

/** What the figures cannot carry, as far as this run knows. */
export function limitsSection(findings: Findings): Section {
  return sectionOf({
    id: 'limits',
    short: 'Limits',
    question: 'What can these numbers not tell?',
    answer: html`They tell who is likely to do what, and what goes along with it; they do not tell what would
    change it.`,
    body: html`<ul class="plain">
      ${limitsOf(findings).map((limit) => html`<li>${limit}</li> `)}
    </ul>`,
    so: null,
    sources: [],
  });
}

function limitsOf({ contract, models, request, notes }: Findings): Html[] {
  const { split } = contract;
  const limits = [
    html`Reasons are associations inside the models, not effects: what an action achieves, only an experiment
    measures, and this run holds none.`,
    html`This run measured predictions. It proposes no actions, costs or returns.`,
  ];
  if (split.by === 'time' && split.purgeDays === 0)
    limits.push(
      html`No days were left out between the parts, so outcomes of neighbouring parts overlap in time.`,
    );
  if (split.by === 'hash')
    limits.push(
      html`Without time in the table, the scores say how well models do on further customers of the same
      moment, not on later ones.`,
    );
  if (models.some(({ ceiling }) => ceiling !== null))
    limits.push(
      html`The best possible score is known because these data were generated; real data have no such line.`,
    );
  if (!request.explained)
    limits.push(html`Nobody's own reasons were told in this run: the configuration asked for none.`);
  return [...limits, ...notes.map((note) => html`${note}${/[.!?]$/.test(note) ? null : '.'}`)];
}
