import type { CustomerExplanation, ModelExplanation } from '@engage/explain';
import { tinyContract } from '@engage/testing';
import { customerSheet } from './customer-sheet.ts';
import { styleOf } from './style.ts';

const contract = tinyContract();
const plain = styleOf({ write: () => true }, {});

/** One customer of whom every model says the same. */
function customer(interval: ModelExplanation['interval']): CustomerExplanation {
  const said = { prediction: 0.75, interval, unit: null, flagged: null, margin: 1, base: 0 };
  const models = contract.models.map(({ name }) => ({
    ...said,
    model: name,
    actionable: [],
    fixed: [],
    themes: [],
  }));
  return { customerId: '3', part: 'holdout', inSample: false, models };
}

describe('customerSheet()', () => {
  const titleAt = (task: string): string => {
    const name = contract.models.find((model) => model.task === task)!.name;
    return name.charAt(0).toUpperCase() + name.slice(1);
  };

  it('calls what stands behind a probability a calibration range, and says what each kind is', () => {
    const text = customerSheet(customer({ low: 0.7, high: 0.8 }), contract, plain);
    expect(text).toContain(`${titleAt('binary')}: 75.0 %  (calibration range 70.0 % to 80.0 %)`);
    expect(text).toContain(`${titleAt('regression')}: 0.750  (0.700 to 0.800)`);
    expect(text).toMatch(
      /In brackets: where 90 % of outcomes of such customers are expected\.\nCalibration range: .*no 90 % interval\.$/,
    );
  });

  it('says nothing of intervals that there are not', () => {
    expect(customerSheet(customer(null), contract, plain)).not.toMatch(/brackets|range/);
  });
});
