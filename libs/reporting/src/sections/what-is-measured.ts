import { columnOf, type Contract, type Model, type Task } from '@engage/schema';
import type { Findings, ModelFinding } from '../findings/findings.ts';
import { markup, type Html } from '../html/markup.ts';
import { cellHtml, numberHtml } from '../html/measured.ts';
import type { Section } from '../html/page.ts';
import { listOf, plural, sectionOf, sourcesOf, wordOf } from './frame.ts';

const kinds: Readonly<Record<Task, string>> = {
  regression: 'A number',
  binary: 'Yes or no',
  tweedie: 'An amount, often zero',
};

/** What each model predicts, in the contract's words, and how much of it there was. */
export function whatIsMeasured({ contract, models }: Findings): Section {
  const count = models.length;
  const means = models.map(({ title, target }) =>
    target ? markup`${title.toLowerCase()} (${numberHtml(target)} on average)` : title.toLowerCase(),
  );
  return sectionOf({
    id: 'measured',
    short: 'What is measured',
    question: 'What is measured here, and how?',
    answer: markup`For each customer ${wordOf(count)} ${plural(count, 'outcome is', 'outcomes are')} predicted
    from what was known at the snapshot: ${listOf(means)}.`,
    body: markup`<div class="scroll">
      <table>
        <caption>
          The outcomes, as the contract defines them
        </caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Definition</th>
            <th scope="col">Kind</th>
            <th scope="col">Known after</th>
            <th scope="col" class="r">Columns used</th>
            <th scope="col" class="r">Mean in the data</th>
          </tr>
        </thead>
        <tbody>
          ${models.map((finding) => rowHtml(contract, finding))}
        </tbody>
      </table>
    </div>`,
    so: null,
    sources: sourcesOf(models.map(({ target }) => target)),
  });
}

function rowHtml(contract: Contract, { model, target, title }: ModelFinding): Html {
  return markup`<tr>
    <th scope="row">${title}</th>
    <td>${definitionOf(contract, model)}</td>
    <td>${kinds[model.task]}</td>
    <td>${model.horizonDays === null ? 'with the row' : `${model.horizonDays} days`}</td>
    <td class="r">${model.features.length}</td>
    <td class="r">${target ? cellHtml(target) : 'not known'}</td>
  </tr> `;
}

/** The target column's own description, or the expression that yields the target. */
function definitionOf(contract: Contract, { target, outcome }: Model): Html {
  if (outcome) return markup`<code>${outcome.name}</code> of <code>${outcome.file}</code>`;
  if (!contract.columns.some((column) => column.name === target)) return markup`<code>${target}</code>`;
  const { description } = columnOf(contract, target);
  return markup`${description === '' ? null : markup`${description} `}<code>${target}</code>`;
}
