import { intervalsText } from './card-intervals.ts';
import type { IntervalsFacts } from './evaluation.ts';

const facts = { rows: 80, width: 0.2 };
const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const tenths = [0.9, 0.8, 0.88].map((value, k) => ({
  tenth: k + 1,
  coverage: around(value, 0.05),
  ...facts,
}));

describe('intervalsText()', () => {
  it('marks each tenth that misses the share that was promised, and the whole', () => {
    const intervals: IntervalsFacts = {
      method: 'conformal',
      holds: 'outcome',
      nominal: 0.9,
      coverage: around(0.867, 0.024),
      groups: null,
      tenths,
      ...facts,
    };
    const text = intervalsText(intervals).join('\n');
    expect(text).toContain('They hold 0.867 of the outcomes (0.843 to 0.891): **missed**.');
    expect(text).toContain('| 1 | 80 | 0.2 | 0.9 | 0.85 to 0.95 |  |');
    expect(text).toContain('| 2 | 80 | 0.2 | 0.8 | 0.75 to 0.85 | missed |');
    expect(text).toContain('| 3 | 80 | 0.2 | 0.88 | 0.83 to 0.93 |  |');
    expect(text).toContain('predictions/coverage.json');
  });

  it('calls what calibration leaves open a calibration range, and promises nothing of it', () => {
    const intervals: IntervalsFacts = {
      method: 'venn-abers',
      holds: 'truth',
      nominal: null,
      coverage: around(0.13, 0.02),
      groups: around(0.58, 0.1),
      tenths,
      ...facts,
    };
    const text = intervalsText(intervals).join('\n');
    expect(text).toContain('## Calibration range of single customers');
    expect(text).toContain('It is no 90 % interval for a customer');
    expect(text).toContain('It holds 0.13 of the true probabilities');
    expect(text).not.toContain('missed');
  });
});
