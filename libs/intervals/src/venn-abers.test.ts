import fc from 'fast-check';
import { vennAbers } from './venn-abers.ts';

/** Isotonic regression by its definition: max over starts of the min over ends of the mean between them. */
function isotonicAt(points: readonly (readonly [number, number])[], margin: number): number {
  const margins = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const groups = margins.map((x) => points.filter(([other]) => other === x).map(([, label]) => label));
  const at = margins.indexOf(margin);
  const mean = (from: number, to: number): number => {
    const labels = groups.slice(from, to + 1).flat();
    return labels.reduce((sum, label) => sum + label, 0) / labels.length;
  };
  let best = -Infinity;
  for (let from = 0; from <= at; from += 1) {
    let least = Infinity;
    for (let to = at; to < groups.length; to += 1) least = Math.min(least, mean(from, to));
    best = Math.max(best, least);
  }
  return best;
}

/** The step of the fitted intervals that a margin lies on. */
function stepAt({ margins, low, high }: ReturnType<typeof vennAbers>, margin: number) {
  const place = Math.max(
    0,
    margins.findLastIndex((start) => start <= margin),
  );
  return { low: low[place]!, high: high[place]! };
}

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 30,
});

describe('vennAbers()', () => {
  it('holds both probabilities that isotonic regression with the customer added gives', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: -2, max: 28 }), (points, half) => {
        const margin = half / 2;
        const fitted = vennAbers(
          points.map(([x]) => x),
          points.map(([, label]) => label),
        );
        const { low, high } = stepAt(fitted, margin);
        const zero = isotonicAt([...points, [margin, 0]], margin);
        const one = isotonicAt([...points, [margin, 1]], margin);
        expect(low).toBeLessThanOrEqual(zero + 1e-9);
        expect(high).toBeGreaterThanOrEqual(one - 1e-9);
        // Between two margins of the table it is as narrow as that: the rounding apart, nothing is added.
        const isBetween = half % 2 === 1 || !points.some(([x]) => x === margin);
        if (isBetween && margin > Math.min(...points.map(([x]) => x)))
          expect(high).toBeLessThanOrEqual(one + 1.01e-4);
        if (!isBetween && margin > Math.min(...points.map(([x]) => x)))
          expect(low).toBeGreaterThanOrEqual(zero - 1.01e-4);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rows, (points) => {
        const of = (list: typeof points) =>
          vennAbers(
            list.map(([x]) => x),
            list.map(([, label]) => label),
          );
        expect(of(points.toReversed())).toEqual(of(points));
      }),
    );
  });

  it('gives ends that rise with the margin', () => {
    fc.assert(
      fc.property(rows, (points) => {
        const { low, high } = vennAbers(
          points.map(([x]) => x),
          points.map(([, label]) => label),
        );
        for (let step = 1; step < low.length; step += 1) {
          expect(low[step]!).toBeGreaterThanOrEqual(low[step - 1]!);
          expect(high[step]!).toBeGreaterThanOrEqual(high[step - 1]!);
        }
      }),
    );
  });
});
