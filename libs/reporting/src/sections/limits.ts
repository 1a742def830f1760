import type { Findings } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import type { Section } from '../html/page.ts';
import { sectionOf } from './frame.ts';

/** What the figures cannot carry, as far as this run knows. */
export function limitsSection(findings: Findings): Section {
  return sectionOf({
    id: 'limits',
    short: 'Limits',
    question: 'What can these numbers not tell?',
    answer: markup`They tell who is likely to do what, and what goes along with it; they do not tell what would
    change it.`,
    body: markup`<ul class="plain">
      ${limitsOf(findings).map((limit) => markup`<li>${limit}</li> `)}
    </ul>`,
    so: null,
    sources: [],
  });
}

function limitsOf({ contract, models, request }: Findings): Html[] {
  const { split } = contract;
  const limits = [
    markup`Reasons are associations inside the models, not effects: what an action achieves, only an experiment
    measures, and this run holds none.`,
    request.models === null
      ? markup`This run measured predictions. It proposes no actions, costs or returns.`
      : markup`This run only predicted: how well its models do on these customers shows when their outcomes are known.
        It proposes no actions, costs or returns.`,
  ];
  if (request.models === null && split.by === 'time' && split.purgeDays === 0)
    limits.push(
      markup`No days were left out between the parts, so outcomes of neighbouring parts overlap in time.`,
    );
  if (split.by === 'hash')
    limits.push(
      markup`Without time in the table, the scores say how well models do on further customers of the same
      moment, not on later ones.`,
    );
  if (models.some(({ ceiling }) => ceiling !== null))
    limits.push(
      markup`The best possible score is known because the data that the models learnt from were generated; real data have no such line.`,
    );
  return limits;
}
