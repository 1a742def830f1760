import fc from 'fast-check';
import { groupThemes } from './themes.ts';
import { REASONS, strongestOf, strongestThemes } from './strongest.ts';

const FEATURES = 7;
const cases = fc.record({
  contributions: fc.array(fc.integer({ min: -4, max: 4 }), {
    minLength: 2 * FEATURES,
    maxLength: 2 * FEATURES,
  }),
  ofFeature: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: FEATURES, maxLength: FEATURES }),
});

describe('strongestThemes()', () => {
  it('strongestThemes() gives the three largest sums, in order, ties by the order of themes', () => {
    fc.assert(
      fc.property(cases, ({ contributions, ofFeature }) => {
        const themes = groupThemes(ofFeature.map(String));
        const found = strongestOf(themes);
        strongestThemes(themes, Float32Array.from(contributions), FEATURES, found);
        const row = contributions.slice(FEATURES);
        const sums = themes.names.map((_, t) =>
          row.reduce((sum, value, f) => (themes.ofFeature[f] === t ? sum + value : sum), 0),
        );
        const ranked = [...themes.names.keys()]
          .filter((t) => sums[t] !== 0)
          .sort((a, b) => Math.abs(sums[b]!) - Math.abs(sums[a]!) || a - b)
          .slice(0, REASONS);
        expect([...found.sums]).toEqual(sums);
        expect([...found.theme].filter((t) => t >= 0)).toEqual(ranked);
        ranked.forEach((t, k) => {
          const sign = Math.sign(sums[t]!);
          const pulls = row.map((value, f) => (themes.ofFeature[f] === t ? sign * value : -Infinity));
          expect(found.feature[k]).toBe(pulls.indexOf(Math.max(...pulls)));
        });
      }),
    );
  });

  it('strongestThemes() lets the column speak that pulls the way of its theme', () => {
    const themes = groupThemes(['visits', 'visits', 'visits']);
    const found = strongestOf(themes);
    strongestThemes(themes, Float32Array.of(-3, 2, 2), 0, found);
    expect([found.theme[0], found.sums[0], found.feature[0]]).toEqual([0, 1, 1]);
  });
});
