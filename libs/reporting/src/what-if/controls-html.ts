import { markup, type Html } from '../html/markup.ts';
import type { Control, WhatIfData } from './what-if-data.ts';
import type { Moved, WhatIfModels } from './what-if-models.ts';

/** The list of examples and one control a feature, standing where the example does. */
export function controlsHtml(data: WhatIfData, models: WhatIfModels, moved: Moved): Html {
  return markup`<p>
      <label for="what-if-example">Start from</label>
      <select id="what-if-example">
        ${data.examples.map(
          ({ name }, k) =>
            markup`<option value="${k}"${data.examples[k] === moved.example && markup` selected="selected"`}>${name}</option>`,
        )}
      </select>
    </p>
    ${data.controls.map((control, k) => controlHtml(control, k, models.valueOf(moved, control.column)))}
    <p><button id="what-if-reset" type="button">Back to the start</button></p>`;
}

function controlHtml(control: Control, k: number, value: number): Html {
  const { label, kind } = control;
  const id = `what-if-control-${k}`;
  if ('options' in kind)
    return markup`<p>
      <label for="${id}">${label}</label>
      <select id="${id}" data-column="${control.column}">
        ${Number.isNaN(value) && markup`<option value="" selected="selected">not known</option>`}
        ${kind.options.map(
          (option) =>
            markup`<option value="${option.value}"${option.value === value && markup` selected="selected"`}>${option.text}</option>`,
        )}
      </select>
    </p>`;
  const text = controlText(control, value);
  return markup`<p>
    <label for="${id}">${label}</label>
    <output for="${id}">${text}</output>
    <input
      id="${id}"
      type="range"
      data-column="${control.column}"
      min="${kind.low}"
      max="${kind.high}"
      step="${kind.step}"
      value="${Number.isNaN(value) ? kind.low : value}"
      aria-valuetext="${text}"
    />
  </p>`;
}

/** A slider's value as it is read: as many decimals as its steps have, a few more for a start that lies between two. */
export function controlText({ kind }: Control, value: number): string {
  if (Number.isNaN(value)) return 'not known';
  if ('options' in kind) return kind.options.find((option) => option.value === value)?.text ?? String(value);
  const ofStep = Math.max(0, -Math.floor(Math.log10(kind.step)));
  const steps = (value - kind.low) / kind.step;
  const isBetween = Math.abs(steps - Math.round(steps)) > 1e-3;
  const decimals = isBetween ? Math.max(ofStep, Math.abs(value) < 10 ? 2 : 1) : ofStep;
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/**
 * What a slider's place means: the start's own value where the browser shows the start, so that a slider can come back to
 * a start that lies between two steps.
 *
 * @param shown the number that the browser gives: a step from the slider's low end
 * @param start the example's value; NaN where it is not known
 */
export function valueAt({ kind }: Control, shown: number, start: number): number {
  if ('options' in kind || Number.isNaN(start)) return shown;
  const { low, high, step } = kind;
  const stepOfStart = Math.round((Math.min(high, Math.max(low, start)) - low) / step);
  return Math.round((shown - low) / step) === stepOfStart ? start : shown;
}
