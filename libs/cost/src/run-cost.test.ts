import { CONTAINER_SIZE, taskBindings, taskNames } from '@engage/pipeline';
import { estimateOf, costLine } from './line.ts';
import { priceOf } from './prices.ts';
import { CostError, refuseAbove } from './refuse-above.ts';
import { runCost } from './run-cost.ts';
import { standingCost } from './standing-cost.ts';

const region = 'eu-west-1';

describe('runCost()', () => {
  it('stays below 3 cents for 100,000 customers', () => {
    const { lines, totalUsd } = runCost({ customers: 100_000, region });

    expect(totalUsd).toBeLessThanOrEqual(0.03);
    expect(totalUsd).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.quantity * line.price, 0),
      12,
    );
  });

  it('bills each container a minute at least, for the processors of its size', () => {
    const containers = taskNames.filter((name) => taskBindings[name].kind === 'ecs');
    const vcpuHours = containers.length * (CONTAINER_SIZE['fargate-train'].cpu / 1024 / 60);

    const line = runCost({ customers: 1, region }).lines.find(
      ({ what }) => what === 'Containers: processors',
    );

    expect(line?.quantity).toBeCloseTo(vcpuHours, 9);
  });

  it('never falls with more customers, and grows tenfold less than ten times from 100,000 to 1,000,000', () => {
    const totals = [1, 1000, 100_000, 1_000_000, 10_000_000].map(
      (customers) => runCost({ customers, region }).totalUsd,
    );

    expect([...totals].sort((a, b) => a - b)).toEqual(totals);
    expect(totals[3]! / totals[2]!).toBeLessThan(10);
  });

  it('refuses what is no number of customers, and regions without prices', () => {
    expect(() => runCost({ customers: 0, region })).toThrow(
      'Expected a whole number of customers above 0, found 0',
    );
    expect(() => runCost({ customers: 10, region: 'mars-1' })).toThrow(
      'Expected a region with prices (eu-west-1, us-east-1), found "mars-1"',
    );
  });
});

describe('refuseAbove()', () => {
  it('lets a run at its cap go, and refuses one above it in a sentence', () => {
    const estimate = estimateOf([costLine('Keys', 2, 'keyMonth', region)]);

    expect(() => refuseAbove(2, estimate)).not.toThrow();
    expect(() => refuseAbove(1.5, estimate)).toThrow(CostError);
    expect(() => refuseAbove(1.5, estimate)).toThrow(
      'Expected a run of $1.50 at most, found an estimate of $2.00',
    );
  });
});

describe('standingCost()', () => {
  it('keeps an idle dev within $3 a month, the key of the account included', () => {
    const idle =
      standingCost('engage-dev', region).totalUsd + standingCost('engage-account', region).totalUsd;

    expect(idle).toBeLessThanOrEqual(3);
  });

  it('has each endpoint in each zone of prod', () => {
    const [, endpoints] = standingCost('engage-prod', region).lines;

    expect(endpoints).toMatchObject({ what: 'Endpoints, each in each zone', quantity: 6 });
    expect(endpoints!.usd).toBeCloseTo(6 * priceOf('endpointMonth', region).usd, 9);
  });

  it('refuses a stack that there is not', () => {
    expect(() => standingCost('engage-test', region)).toThrow('Expected one of engage-state');
  });
});
