import type { Rival, Score } from '../findings/findings.ts';
import { comparedWords, gainsOverRivals, type ComparedModel } from './compared-words.ts';

const around = (value: number, half: number) => ({
  value,
  low: value - half,
  high: value + half,
  style: 'score' as const,
  source: 'models/churn/evaluation.json',
});
const auc = (value: number): Score => ({ name: 'auc', measured: around(value, 0.02) });
const rival = (label: string, score: number, advantage: number, incumbent = false): Rival => ({
  label,
  incumbent,
  score: auc(score),
  advantage: around(advantage, 0.012),
});

/** What a model of AUC 0.863 is said to be beside its rivals. */
function told(rivals: readonly Rival[]): { readonly compared: string; readonly gains: readonly string[] } {
  const finding: ComparedModel = { rivals, ceiling: null, headline: auc(0.863), model: { task: 'binary' } };
  const plain = (markup: string): string =>
    markup
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('\u00a0', ' ')
      .replaceAll(/\s+/g, ' ');
  return {
    compared: plain(comparedWords(finding).text),
    gains: gainsOverRivals(finding).map(({ text }) => plain(text)),
  };
}

const mean = rival('The plain mean', 0.5, 0.363);
const today = rival("Today's rule (churn_probability)", 0.799, 0.064, true);

describe('comparedWords() and gainsOverRivals()', () => {
  it("name the strongest simpler way and today's rule", () => {
    const { compared, gains } = told([mean, rival('A logistic model', 0.84, 0.023), today]);
    expect(compared).toBe(
      "; the strongest simpler way (a logistic model) reaches 84.0 % (82.0 to 86.0 %), today's rule 79.9 % (77.9 to 81.9 %)",
    );
    expect(gains).toEqual([
      'It does better than the strongest simpler way (a logistic model) by 0.023 (0.011 to 0.035) of AUC.',
      "It does better than today's rule by 0.064 (0.052 to 0.076) of AUC.",
    ]);
  });

  it('say plainly that the model is not better, or worse, when it is', () => {
    expect(told([mean, rival('A logistic model', 0.869, -0.006), today]).gains[0]).toBe(
      'It is not shown to do better than the strongest simpler way (a logistic model): the difference in AUC is −0.006 (−0.018 to 0.006).',
    );
    expect(told([mean, rival('A logistic model', 0.883, -0.02)]).gains).toEqual([
      'It does worse than the strongest simpler way (a logistic model): the difference in AUC is −0.020 (−0.032 to −0.008).',
    ]);
  });

  it('say once what is both the strongest and in use today, and nothing of nobody', () => {
    expect(told([mean, today]).compared).toBe(
      "; the strongest simpler way (today's rule) reaches 79.9 % (77.9 to 81.9 %)",
    );
    expect(told([mean, today]).gains).toHaveLength(1);
    expect(told([mean]).gains[0]).toMatch(/^It does better than the plain mean by 0\.363/);
    expect(told([])).toEqual({ compared: '', gains: [] });
  });
});
