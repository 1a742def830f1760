import { baselineFigure } from './comparisons.ts';

const text = `== A: n=1
   constant       logloss=0.5
   xgboost        AUC=0.8434+-0.0110 PR-AUC=0.6583
   logistic       AUC=0.8451+-0.0133
== B: n=1
   xgboost        R2=0.7507+-0.0053 MAE=0.8
`;

describe('baselineFigure()', () => {
  it('reads the figure of xgboost in its own section', () => {
    expect(baselineFigure(text, /^== A:/, 'auc')).toBe(0.8434);
    expect(baselineFigure(text, /^== B:/, 'r2')).toBe(0.7507);
  });

  it('says what it misses', () => {
    expect(() => baselineFigure(text, /^== A:/, 'r2')).toThrow('Expected r2 of xgboost');
    expect(() => baselineFigure(text, /^== C:/, 'auc')).toThrow('Expected auc of xgboost');
  });
});
