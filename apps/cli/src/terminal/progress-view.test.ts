import { InputError, InterruptedError } from '@engage/run';
import { progressView } from './progress-view.ts';
import { styleOf } from './style.ts';

function viewOn(isTTY: boolean, quiet = false) {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text), isTTY, columns: 80 };
  return {
    view: progressView(output, styleOf(output, { NO_COLOR: '1' }), quiet),
    text: () => written.join(''),
  };
}

const succeeded = { state: 'Train', phase: 'succeeded', attempt: 1, ms: 2712 } as const;

describe('progressView()', () => {
  it('writes one line a stage, and no bar, where nobody watches', () => {
    const { view, text } = viewOn(false);
    view.onState({ state: 'Train', phase: 'started', attempt: 1, ms: 0 });
    view.report({ label: 'Training churn', done: 5, total: 10, unit: 'rounds' });
    view.onState({
      ...succeeded,
      output: { counts: { models: 3, treesKept: 1200, 'churn.trees': 400, none: 0 } },
    });
    view.close();
    expect(text()).toBe('✓ Train       2.7 s  3 models · 1,200 trees kept\n');
  });

  it('draws a bar on a terminal, below the lines, and takes it away', () => {
    const { view, text } = viewOn(true);
    view.report({ label: 'Training churn', done: 5, total: 10, unit: 'rounds' });
    expect(text()).toContain('████████████░░░░░░░░░░░░ Training churn, 5 of 10 rounds');
    view.close();
    expect(text().endsWith('\r\u001b[K')).toBe(true);
  });

  it('says which attempt failed, and why', () => {
    const { view, text } = viewOn(false);
    view.onState({ state: 'QA', phase: 'failed', attempt: 2, ms: 5, error: new Error('Busy') });
    expect(text()).toBe('✗ QA        attempt 2: Busy\n');
  });

  it('leaves to the end what a person must correct, and what was stopped unsaid', () => {
    const { view, text } = viewOn(false);
    const failed = { phase: 'failed', attempt: 1, ms: 5 } as const;
    view.onState({ ...failed, state: 'Train', error: new InputError('Expected rows, found none') });
    view.onState({ ...failed, state: 'Profile', error: new InterruptedError('Stopped') });
    expect(text()).toBe('✗ Train\n');
  });

  it('speaks of one in the singular', () => {
    const { view, text } = viewOn(false);
    view.onState({ ...succeeded, output: { counts: { models: 1, columnsWithNulls: 1, rows: 2 } } });
    expect(text()).toContain('1 model · 1 column with nulls · 2 rows');
  });

  it('tells the counts of a resumed stage, read from its marker, in the order of the first time', () => {
    const counts = { rowsIn: 9, rowsKept: 8, rowsQuarantined: 1, rowsFit: 5, rowsTune: 2, reasons: 1 };
    const sorted = Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
    const [first, again] = [counts, sorted].map((some) => {
      const { view, text } = viewOn(false);
      view.onState({ ...succeeded, output: { counts: some } });
      return text();
    });
    expect(first).toContain('9 rows in · 8 rows kept · 1 row quarantined · 5 rows fit\n');
    expect(again).toBe(first);
  });

  it('tells at most three lines of notes below their stage', () => {
    const after = (notes: readonly string[]) => {
      const { view, text } = viewOn(false);
      view.onState({ ...succeeded, output: { counts: {}, notes } });
      return text().split('\n').slice(1, -1);
    };
    expect(after([])).toEqual([]);
    expect(after(['a', 'b', 'c'])).toEqual(['  note: a', '  note: b', '  note: c']);
    expect(after(['a', 'b', 'c', 'd'])).toEqual([
      '  note: a',
      '  note: b',
      '  note: 2 more, which "npx engage show" lists',
    ]);
  });

  it('says nothing when it is to be quiet', () => {
    const { view, text } = viewOn(true, true);
    view.line('x');
    view.onState(succeeded);
    view.close();
    expect(text()).toBe('');
  });
});
