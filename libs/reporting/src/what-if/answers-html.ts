import type { Contract } from '@engage/schema';
import { titleOf, styleOfModel } from '../findings/titles.ts';
import { markup, type Html } from '../html/markup.ts';
import { intervalText, numberText } from '../html/number-text.ts';
import type { Answer } from './what-if-models.ts';

/**
 * Every model's prediction with its interval, beside what it was at the start.
 *
 * @param before what the models said of the example as it was; the same where nothing was moved
 */
export function predictionsHtml(contract: Contract, now: readonly Answer[], before: readonly Answer[]): Html {
  return markup`${contract.models.map((model, m) => {
    const { prediction, flagged, interval } = now[m]!;
    const style = styleOfModel(model);
    const [text, old] = [numberText(prediction, style), numberText(before[m]!.prediction, style)];
    const flag =
      flagged === null
        ? null
        : markup`<span class="chip ${flagged ? 'review' : 'ok'}">${flagged ? 'flagged' : 'not flagged'}</span>`;
    return markup`<li>
      <h3>${titleOf(model.name)}</h3>
      <p class="big"><data value="${prediction}" id="what-if-${m}">${text}</data></p>
      ${
        interval &&
        markup`<p class="ci">${model.task === 'binary' && 'calibration range '}${intervalText(interval.low, interval.high, style)}</p>`
      }
      <p class="hint">${text === old ? 'as at the start' : `${old} at the start`}</p>
      ${flag}
    </li> `;
  })}`;
}

/** Every model's strongest reasons, and which way each pulls. */
export function reasonsHtml(contract: Contract, answers: readonly Answer[]): Html {
  return markup`${contract.models.map(
    ({ name }, m) =>
      markup`<li>
        <h3>Why ${titleOf(name).toLowerCase()}</h3>
        <ul>
          ${(answers[m]!.reasons ?? []).map(
            ({ direction, words }) =>
              markup`<li><b>${direction === 'raises' ? '↑' : '↓'}</b> <span>${words}</span></li>`,
          )}
        </ul>
      </li> `,
  )}`;
}
