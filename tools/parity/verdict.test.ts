import { verdictOf, type Comparison } from './verdict.ts';

const runs = (losses: readonly number[], score = 0, isSteady = true): Comparison[] =>
  losses.map((lossDifference, seed) => ({
    family: 'logistic, native',
    table: 'telco',
    seed,
    lossDifference,
    scoreDifference: score * (1 + (seed % 2 ? 0.5 : -0.5)),
    isSteady,
  }));

describe('verdictOf()', () => {
  it('takes a difference within some standard errors for noise', () => {
    const [line] = verdictOf(runs([0.03, -0.01, 0.02, -0.02])).families;

    expect(line).toMatchObject({ name: 'logistic, native', runs: 4, isGood: true });
    expect(line!.mean).toBeCloseTo(0.005, 12);
    expect(line!.standardError).toBeCloseTo(0.0119, 4);
  });

  it('finds a family that is worse in every run', () => {
    expect(verdictOf(runs([0.01, 0.011, 0.012])).families[0]!.isGood).toBe(false);
    expect(verdictOf(runs([-0.01, -0.011, -0.012])).families[0]!.isGood).toBe(true);
  });

  it('lets no difference count that is smaller than a twentieth of a percent', () => {
    expect(verdictOf(runs([0.0004, 0.0004])).families[0]!.isGood).toBe(true);
    expect(verdictOf(runs([0.0006, 0.0006])).families[0]!.isGood).toBe(false);
  });

  it('refuses a table that loses more than 0.005 of its score', () => {
    expect(verdictOf(runs([0, 0], -0.0049)).tables).toMatchObject([
      { name: 'telco, logistic, native', isGood: true },
    ]);
    expect(verdictOf(runs([0, 0], -0.0051)).tables[0]!.isGood).toBe(false);
  });

  it('grants noise to a share of deviance, not to AUC or R²', () => {
    expect(verdictOf(runs([0, 0], -0.01)).tables[0]!.isGood).toBe(false);
    expect(verdictOf(runs([0, 0], -0.01, false)).tables[0]!.isGood).toBe(true);
    expect(verdictOf(runs(Array<number>(40).fill(0), -0.01, false)).tables[0]!.isGood).toBe(false);
  });
});
