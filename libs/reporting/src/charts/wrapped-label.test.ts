import * as fc from 'fast-check';
import { textWidth } from './text-width.ts';
import { LABEL_SIZE, wrappedLabel } from './wrapped-label.ts';

describe('wrappedLabel()', () => {
  it('breaks between words, then after underscores', () => {
    expect(wrappedLabel('Linear baseline', 120)).toEqual(['Linear baseline']);
    expect(wrappedLabel("Today's rule (churn_probability)", 120)).toEqual([
      "Today's rule",
      '(churn_probability)',
    ]);
    expect(wrappedLabel('Rule (predicted_probability_of_leaving_soon)', 120)).toEqual([
      'Rule (predicted_',
      'probability_of_',
      'leaving_soon)',
    ]);
  });

  it('loses no character, and no line is wider than it may be', () => {
    const character = fc.constantFrom('a', 'W', 'i', '_', ' ', 'é');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 120 }), (label) => {
        const lines = wrappedLabel(label, 100);
        expect(lines.join('').replaceAll(' ', '')).toBe(label.replaceAll(' ', ''));
        for (const line of lines) expect(textWidth(line, LABEL_SIZE)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
