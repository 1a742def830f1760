import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract, targetBounds, type Model } from './index.ts';

const file = join(import.meta.dirname, '../../../contracts/customers.odcs.yaml');
const contract = parseContract(readFileSync(file, 'utf8'), 'customers.odcs.yaml');
const bounds = (name: string, change: Partial<Model> = {}) =>
  targetBounds(contract, { ...contract.models.find((model) => model.name === name)!, ...change });

describe('targetBounds()', () => {
  it('are those of the column that is the target', () => {
    expect(bounds('engagement')).toEqual({ low: 0, high: 1 });
    expect(bounds('engagement', { target: ' "age" ' })).toEqual({ low: 18, high: 80 });
  });

  it('are open for an expression, and for an outcome that comes apart', () => {
    expect(bounds('engagement', { target: 'engagement_score * 2' })).toEqual({
      low: -Infinity,
      high: Infinity,
    });
    expect(bounds('value', { task: 'regression' })).toEqual({ low: -Infinity, high: Infinity });
  });

  it('are 0 and 1 for probabilities, and 0 below for amounts', () => {
    expect(bounds('churn')).toEqual({ low: 0, high: 1 });
    expect(bounds('value')).toEqual({ low: 0, high: Infinity });
  });
});
