import { costSheet } from './cost-sheet.ts';
import { estimateCosts } from './estimate-costs.ts';

const request = { customers: 100_000, region: 'eu-west-1' };

describe('estimateCosts()', () => {
  it('has one environment where it is named, all stacks where none is', () => {
    expect(Object.keys(estimateCosts({ ...request, env: 'dev' }).months)).toEqual(['engage-dev']);
    expect(Object.keys(estimateCosts(request).months)).toContain('engage-account');
  });

  it('refuses environments and regions that it does not know', () => {
    expect(() => estimateCosts({ ...request, env: 'test' })).toThrow(
      'Expected --env to be one of state, account',
    );
    expect(() => estimateCosts({ ...request, region: 'us-west-9' })).toThrow('found "us-west-9"');
  });
});

describe('costSheet()', () => {
  it('ends each table with its sum, and says what was not measured', () => {
    const costs = estimateCosts({ ...request, env: 'dev' });
    const text = costSheet(costs);

    expect(text).toContain('One run of 100,000 customers in eu-west-1');
    expect(text).toContain(costs.run.totalUsd.toFixed(4));
    expect(costs.scoring.totalUsd).toBeLessThan(costs.run.totalUsd);
    expect(text).toContain(`models of another run: $${costs.scoring.totalUsd.toFixed(4)}`);
    expect(text).toContain(costs.months['engage-dev']!.totalUsd.toFixed(2));
    expect(text).toContain('most were not compared with their pages');
    expect(text).toContain('nothing of this was measured on AWS');
  });
});
