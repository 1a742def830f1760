import type { LifetimeValue, Split } from '@engage/schema';
import type { Findings, ModelFinding, PartFinding } from '../findings/findings.ts';
import { metricWords } from '../findings/metric-words.ts';
import { dateText } from '../html/date-text.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, measuredHtml } from '../html/measured.ts';
import { numberText } from '../html/number-text.ts';
import type { Section } from '../html/page.ts';
import { listOf, sectionOf, sourcesOf } from './frame.ts';

const uses: Readonly<Record<string, string>> = {
  fit: 'The models learn from these',
  tune: 'Decide when learning stops',
  calibrate: 'Turn scores into probabilities',
  holdout: 'Measured once; every score above is from these',
  scored: 'Scored with the models of another run',
  'left out': 'In no part: just before a later one',
};

const calibrations: Readonly<Record<string, string>> = {
  none: 'left as they were: no calibration did better',
  platt: 'calibrated by a logistic curve (Platt)',
  isotonic: 'calibrated by a rising step function (isotonic)',
};

/** The split, the calibrations, and every number that was assumed rather than measured. */
export function howItWasMade(findings: Findings): Section {
  const { contract, parts, models, request, notes } = findings;
  return sectionOf({
    id: 'method',
    short: 'How it was made',
    question: 'How were these numbers made?',
    answer: answerOf(contract.split, findings),
    body: markup`${partTable(parts)}
      <h3>Choices</h3>
      <ul class="plain">
        ${models.map(choiceOf)}${resamplesOf(models)}
        <li>${request.models === null ? 'Trees' : 'Predicted'} by ${request.engine}, seed <code>${request.seed}</code>.</li>
        ${models.map((model) => foldsOf(model, request.folds))}
        <li>
          Means over customers carry normal 95 % intervals, shares of customers (precision and recall among
          them) Wilson's; a theme's share of the weight, and the share of an outcome that the first tenth holds,
          the normal interval of a ratio. What was counted in full has none.
        </li>
      </ul>
      ${contract.lifetimeValue && assumptionsOf(contract.lifetimeValue)}
      ${notesOf(notes)}
      <h3>Inputs</h3>
      <ul class="plain">
        ${request.inputs.map(({ name, sha256 }) => markup`<li><code>${name}</code>, SHA-256 <code>${sha256}</code></li> `)}
      </ul>`,
    so: null,
    sources: [...sourcesOf(parts.map(({ customers }) => customers)), 'request.json'],
  });
}

function answerOf(split: Split, { parts, request }: Findings): Html {
  if (request.models !== null)
    return markup`Nothing was learnt here: the models, and what was measured of them, are those of run
      <code>${request.models}</code>.`;
  const holdout = parts.find(({ part }) => part === 'holdout');
  const measured =
    holdout &&
    markup` Every score was measured once, on ${measuredHtml(holdout.customers)} customers that no model had
    seen.`;
  const how =
    split.by === 'time'
      ? markup`Models learned from the earlier snapshots and were measured on the latest ones, as they would be
        used.`
      : markup`Customers were divided at random, by a hash of their id: this table has no time to divide by.`;
  return markup`${how}${measured ?? null}`;
}

/** What stages wanted a reader to know, in their own words. */
function notesOf(notes: readonly string[]): Html | null {
  if (notes.length === 0) return null;
  const items = notes.map((note) => markup`<li>${note}${/[.!?]$/.test(note) ? null : '.'}</li>`);
  return markup`<h3>Notes of the stages</h3><ul class="plain">${items}</ul>`;
}

function partTable(parts: readonly PartFinding[]): Html | null {
  if (parts.length === 0) return null;
  const timed = parts.some(({ first }) => first !== null);
  return markup`<div class="scroll">
    <table>
      <caption>
        The parts of the data
      </caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Use</th>
          ${timed && markup`<th scope="col">Snapshots</th>`}
          <th scope="col" class="r">Customers</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map((part) => partRow(part, timed))}
      </tbody>
    </table>
  </div>`;
}

function partRow({ part, customers, first, last }: PartFinding, timed: boolean): Html {
  const span =
    first === null || last === null
      ? ''
      : first === last
        ? dateText(first)
        : `${dateText(first)} to ${dateText(last)}`;
  return markup`<tr>
    <th scope="row">${part}</th>
    <td>${uses[part] ?? ''}</td>
    ${timed && markup`<td>${span}</td>`}
    <td class="r">${cellHtml(customers)}</td>
  </tr> `;
}

function choiceOf({ title, calibration }: ModelFinding): Html | null {
  if (calibration === null) return null;
  const chosen = calibrations[calibration] ?? `calibrated by ${calibration}`;
  return markup`<li>${title}: predictions ${chosen}; chosen on the calibration part.</li> `;
}

function foldsOf({ title, crossValidated }: ModelFinding, folds: number | null): Html | null {
  if (!crossValidated || folds === null) return null;
  const { label } = metricWords(crossValidated.name);
  return markup`<li>${title}: by <code>${folds}</code>-fold cross-validation ${label} ${measuredHtml(crossValidated.measured)}.</li> `;
}

function resamplesOf(models: readonly ModelFinding[]): Html | null {
  const resamples = models.find((model) => model.resamples)?.resamples;
  if (!resamples) return null;
  return markup`<li>
    Other scores carry intervals from ${measuredHtml(resamples)} bootstrap resamples of the holdout; that of the
    calibration error leaves out what the noise of the sample adds to it.
  </li> `;
}

function assumptionsOf({ marginShare, months, yearlyDiscount, revenueMonths }: LifetimeValue): Html {
  const assumed = [
    markup`a margin of <b>${numberText(marginShare, 'share')}</b>`,
    markup`a horizon of <b>${months} months</b>`,
    markup`a discount of <b>${numberText(yearlyDiscount, 'share')} a year</b>`,
    markup`revenue spread evenly over the <b>${revenueMonths} months</b> that a prediction covers`,
  ];
  return markup`<h3>Lifetime value <span class="chip watch">assumed</span></h3>
    <p>
      Lifetime value follows from the predictions and from what the contract assumes: ${listOf(assumed)}.
      Nothing of this was measured.
    </p>`;
}
