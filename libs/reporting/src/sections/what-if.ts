import type { WhatIfData } from '../what-if/what-if-data.ts';
import type { IntervalModel } from '@engage/intervals';
import type { TreeScorer, Forest } from '@engage/trees';
import { titleOf } from '../findings/titles.ts';
import { Html, markup } from '../html/markup.ts';
import type { Section } from '../html/page.ts';
import { predictionsHtml, reasonsHtml } from '../what-if/answers-html.ts';
import { controlsHtml } from '../what-if/controls-html.ts';
import { openWhatIf } from '../what-if/what-if-models.ts';
import { WHAT_IF_SCRIPT } from '../what-if/what-if.bundle.ts';
import { listOf, sectionOf } from './frame.ts';

/** Characters that models and script may add to the page. */
export const MOST_CHARACTERS = 400_000;

/**
 * A customer that the reader moves while the models answer, in the page itself; null without models. The first answers
 * are written into the page, so that they are also there on paper.
 */
export function whatIfSection(
  data: WhatIfData | null,
  createScorer: (forest: Forest) => TreeScorer,
): Section | null {
  if (data === null) return null;
  // A closing tag inside JSON would end the element that holds it.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const frame = {
    id: 'what-if',
    short: 'What if',
    question: 'What if a customer were different?',
    sources: data.contract.models.map(({ name }) => `models/${name}/model.ubj`),
  };
  if (json.length + WHAT_IF_SCRIPT.length > MOST_CHARACTERS)
    return sectionOf({
      ...frame,
      answer: markup`These models are too large to be carried by a page that can be mailed, so that this part is left out.`,
      body: markup`<p class="note">Models and script would add ${Math.ceil((json.length + WHAT_IF_SCRIPT.length) / 1000)} KB; up to
        ${MOST_CHARACTERS / 1000} KB are carried.</p>`,
      so: null,
    });
  const models = openWhatIf(data, createScorer);
  const moved = { example: data.examples[0]!, values: {} };
  const answers = models.answer(moved);
  return {
    ...sectionOf({
      ...frame,
      answer: markup`Move what the models look at most and see at once what each of them says, and why; they are computed
        in this page, and nothing leaves it.`,
      body: markup`<div class="what-if still">
          <div class="moves" id="what-if-controls">${controlsHtml(data, models, moved)}</div>
          <ul class="answers" id="what-if-predictions" aria-live="polite">${predictionsHtml(data.contract, answers, answers)}</ul>
          <ul class="answers" id="what-if-reasons">${reasonsHtml(data.contract, answers)}</ul>
        </div>
        ${intervalNote(data)}
        <script type="application/json" id="what-if-data">${new Html(json)}</script>`,
      so: markup`A prediction answers “what do customers like this do?”, not “what happens if we make this one so?”: where
        two things go together, moving one alone describes a customer whom the models have hardly met.`,
    }),
    script: WHAT_IF_SCRIPT,
  };
}

/** What stands below the predictions, for someone who has not heard of intervals; null where nothing does. */
function intervalNote({ models, contract }: WhatIfData): Html | null {
  const titlesOf = (method: IntervalModel['method']): string[] =>
    contract.models.flatMap(({ name }, m) =>
      models[m]!.intervals?.method === method ? [titleOf(name).toLowerCase()] : [],
    );
  const [promised, calibrated] = [titlesOf('conformal'), titlesOf('venn-abers')];
  const shares = models.flatMap(({ intervals }) =>
    intervals?.method === 'conformal' ? [Math.round(100 * intervals.coverage)] : [],
  );
  if (promised.length + calibrated.length === 0) return null;
  return markup`<p class="note">${
    promised.length > 0 &&
    markup`Below ${listOf(promised)}: customers differ, and for ${shares[0]!} of 100 customers like this one what happens
      is expected to lie in this interval. `
  }${
    calibrated.length > 0 &&
    markup`Below ${listOf(calibrated)}: the calibration range, how far the checks against past customers leave the
      probability open; single customers can lie outside it.`
  }</p>`;
}
