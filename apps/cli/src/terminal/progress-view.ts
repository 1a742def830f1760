import type { Progress, ProgressEvent } from '@engage/observability';
import { permanentErrors, type StateEvent } from '@engage/pipeline';
import type { Output } from '../shell.ts';
import { count, duration } from './numbers.ts';
import type { Style } from './style.ts';

const BAR = 24;
const REDRAW_MS = 60;
const MOST_COUNTS = 4;
const MOST_NOTES = 3;
/** Counts that are told first; the others follow by name, so that a resumed stage reads as it did at first. */
const FIRST_COUNTS = [
  'rowsIn',
  'rowsKept',
  'rowsQuarantined',
  'rowsFit',
  'rowsHoldout',
  'models',
  'customers',
];
const CLEAR = '\r\u001b[K';

/** Shows how far the work is: a line a stage, and on a terminal a bar below them. */
export interface ProgressView extends Progress {
  onState(event: StateEvent): void;
  /** A line of its own, above the bar. */
  line(text: string): void;
  /** Takes the bar away. */
  close(): void;
}

/** A view on a stream; nothing at all when `quiet`. */
export function progressView(output: Output, style: Style, quiet = false): ProgressView {
  const live = output.isTTY === true && !quiet;
  let bar = '';
  let drawnAt = 0;
  const draw = (text: string) => {
    bar = text;
    if (live) output.write(CLEAR + text);
  };
  const line = (text: string) => {
    if (quiet) return;
    output.write(live ? `${CLEAR}${text}\n${bar}` : `${text}\n`);
  };
  return {
    line,
    report(event) {
      const now = performance.now();
      if (!live || (now - drawnAt < REDRAW_MS && event.done !== event.total)) return;
      drawnAt = now;
      draw(barText(event, style));
    },
    onState({ state, phase, attempt, ms, output: answer, error }) {
      if (phase === 'started') draw(`${style.dim('▸')} ${state}`);
      if (phase === 'failed') {
        bar = '';
        // What a person must correct is told at the end, once; what was stopped is no news.
        if (error?.name !== 'InterruptedError')
          line(
            `${style.bad('✗')} ${permanentErrors.includes(error?.name ?? '') ? state : failure(state, attempt, error)}`,
          );
      }
      if (phase !== 'succeeded') return;
      bar = '';
      line(
        `${style.good('✓')} ${state.padEnd(9)} ${style.dim(duration(ms / 1000).padStart(7))}  ${countsText(answer)}`,
      );
      for (const note of notesOf(answer)) line(`  note: ${note}`);
    },
    close() {
      if (live && bar) output.write(CLEAR);
      bar = '';
    },
  };
}

function failure(state: string, attempt: number, error: Error | undefined): string {
  return `${state.padEnd(9)} attempt ${attempt}: ${error?.message ?? ''}`;
}

function barText({ label, done, total, unit }: ProgressEvent, style: Style): string {
  if (total === null || total <= 0) return `  ${label}: ${count(done)} ${unit}`;
  const filled = Math.round((Math.min(done, total) / total) * BAR);
  const bar = '█'.repeat(filled) + style.dim('░'.repeat(BAR - filled));
  return `  ${bar} ${label}, ${count(done)} of ${count(total)} ${unit}`;
}

/** "3 models · 1,000 rows" from a stage's first counts; those of single models are left to `engage show --json`. */
function countsText(answer: unknown): string {
  const counts = answer !== null && typeof answer === 'object' && 'counts' in answer ? answer.counts : null;
  if (counts === null || typeof counts !== 'object') return '';
  return Object.entries(counts)
    .filter(([name, value]) => !name.includes('.') && Number(value) > 0)
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .slice(0, MOST_COUNTS)
    .map(([name, value]) => `${count(Number(value))} ${words(name, Number(value))}`)
    .join(' · ');
}

function rankOf(name: string): number {
  const rank = FIRST_COUNTS.indexOf(name);
  return rank < 0 ? FIRST_COUNTS.length : rank;
}

/** A stage's notes, the last line saying how many are left for `engage show`. */
function notesOf(answer: unknown): string[] {
  const found = answer !== null && typeof answer === 'object' && 'notes' in answer ? answer.notes : null;
  const notes = Array.isArray(found) ? found.map(String) : [];
  if (notes.length <= MOST_NOTES) return notes;
  const shown = notes.slice(0, MOST_NOTES - 1);
  return [...shown, `${notes.length - shown.length} more, which "npx engage show" lists`];
}

/** The words of a count's name: `rowsKept` is "rows kept", of one "row kept". */
function words(name: string, value: number): string {
  const text = name
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return value === 1 ? text.replace(/^(\w+?)s\b/, '$1') : text;
}
