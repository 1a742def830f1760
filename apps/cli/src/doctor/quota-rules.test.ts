import { containerFinding, functionFinding, modelFinding } from './quota-rules.ts';

const REGION = 'eu-west-1';
const peak = { vcpus: 2, functions: 3 };
const needs = { region: REGION, reservedConcurrency: 20, models: [] };
const without = { ...needs, reservedConcurrency: null };

describe('functionFinding()', () => {
  it.each([
    [needs, 120, true],
    [needs, 119, false],
    [without, 3, true],
    [without, 2, false],
  ])('%j with %d unreserved: fine is %s', (its, unreserved, isFine) => {
    expect(functionFinding({ concurrent: 1000, unreserved }, its, peak, REGION).isFine).toBe(isFine);
  });

  it('asks a new account for what makes room, beside what others have reserved', () => {
    const { found, advice } = functionFinding({ concurrent: 10, unreserved: 5 }, needs, peak, REGION);

    expect(found).toMatch(
      /^needed 120 .*20 reserved .*100 that stay unreserved.*, found 5 unreserved of 10$/,
    );
    expect(advice).toMatch(/^ask for 125 or more of "Concurrent executions" in Service Quotas, .*eu-west-1/);
  });
});

describe('containerFinding()', () => {
  it('takes exactly what a run needs, and no less', () => {
    expect(containerFinding({ vcpus: 2 }, peak, REGION)).toEqual({
      name: 'Fargate',
      isFine: true,
      found: 'needed 2 vCPU on demand (containers of a run at its busiest), found 2',
    });
    expect(containerFinding({ vcpus: 1 }, peak, REGION).advice).toContain('ask for 2 or more');
  });
});

describe('modelFinding()', () => {
  it('sends to the model catalog, or to another region where this one has no such model', () => {
    expect(modelFinding('m', [], REGION).isFine).toBe(true);
    expect(modelFinding('m', ['agreement PENDING'], REGION).advice).toContain('model catalog');
    expect(modelFinding('m', ['region NOT_AVAILABLE'], REGION).advice).toContain('choose a region');
  });
});
