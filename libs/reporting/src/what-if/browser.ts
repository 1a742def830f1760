/** What runs in the page: moves the example and shows what the models say, computed here by the tree engine itself. */
import { createScorer, type Forest, type TreeScorer } from '@engage/trees';
import { predictionsHtml, reasonsHtml } from './answers-html.ts';
import { controlsHtml, controlText, valueAt } from './controls-html.ts';
import type { WhatIfData } from './what-if-data.ts';
import { openWhatIf, type Moved } from './what-if-models.ts';
import { hashOf, stateOf, type WhatIfState } from './what-if-state.ts';

const elementOf = (id: string): HTMLElement => document.getElementById(id)!;
const data = JSON.parse(elementOf('what-if-data').textContent) as WhatIfData;
const models = openWhatIf(data, scorerOf);
const controls = elementOf('what-if-controls');
let state: WhatIfState = stateOf(location.hash, data);

/** Where something around the page forbids WebAssembly, plain TypeScript says the same. */
function scorerOf(forest: Forest): TreeScorer {
  try {
    return createScorer(forest);
  } catch {
    return createScorer(forest, { simd: false });
  }
}

const movedBy = ({ example, values }: WhatIfState): Moved => ({ example: data.examples[example]!, values });

function showControls(): void {
  controls.innerHTML = controlsHtml(data, models, movedBy(state)).text;
}

function showAnswers(): void {
  const before = models.answer(movedBy({ ...state, values: {} }));
  const now = models.answer(movedBy(state));
  elementOf('what-if-predictions').innerHTML = predictionsHtml(data.contract, now, before).text;
  elementOf('what-if-reasons').innerHTML = reasonsHtml(data.contract, now).text;
}

function move(next: WhatIfState): void {
  state = next;
  showAnswers();
  // Where a page may not touch its address, only sending the link is lost.
  try {
    history.replaceState(null, '', hashOf(state));
  } catch {
    return;
  }
}

controls.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  if (target.id === 'what-if-example') {
    move({ example: Number(target.value), values: {} });
    showControls();
    elementOf('what-if-example').focus();
    return;
  }
  const control = data.controls.find(({ column }) => column === target.dataset['column']);
  if (control === undefined || target.value === '') return;
  const start = models.valueOf(movedBy({ ...state, values: {} }), control.column);
  const value = valueAt(control, Number(target.value), start);
  const text = controlText(control, value);
  target.setAttribute('aria-valuetext', text);
  const output = target.parentElement?.querySelector('output');
  if (output) output.textContent = text;
  const others = Object.entries(state.values).filter(([column]) => column !== control.column);
  const own = value === start ? [] : [[control.column, value] as const];
  move({ ...state, values: Object.fromEntries([...others, ...own]) });
});

controls.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  move({ ...state, values: {} });
  showControls();
});

addEventListener('hashchange', () => {
  if (!location.hash.startsWith('#what-if?')) return;
  state = stateOf(location.hash, data);
  showControls();
  showAnswers();
});

showControls();
showAnswers();
controls.parentElement?.classList.remove('still');
