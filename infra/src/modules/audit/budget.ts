import { BudgetsBudget } from '@cdktn/provider-aws/lib/budgets-budget/index.js';
import { standing, standingCost } from '@engage/cost';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';

/**
 * Percent of the budget at which mail is sent: once spent, and once AWS expects it of the month. These are six alarms of the
 * ten that a budget has room for (API reference, Notification).
 */
const PERCENTS = [50, 80, 100];
const OF_WHAT = ['ACTUAL', 'FORECASTED'];

/** Room above what is computed: logs, queries of people, prices that change. */
const ROOM = 1.2;
/** Budgets are read by people. */
const STEP_USD = 5;

/**
 * What environments may cost a month: what stands though nothing runs, and as many runs as they have room for, each at its
 * cap. What stands in a new environment is counted in its stack, so that it can be known only once there is one: until
 * `money/write-standing.ts` has run, which a test demands, it counts as nothing.
 */
export function monthlyUsd(environments: readonly Pick<Environment, 'name' | 'region' | 'money'>[]): number {
  const usd = environments.reduce((sum, { name, region, money }) => {
    const stack = `engage-${name}`;
    const stands = Object.hasOwn(standing, stack) ? standingCost(stack, region).totalUsd : 0;
    return sum + stands + money.runsPerMonth * money.runCapUsd;
  }, 0);
  return Math.ceil((usd * ROOM) / STEP_USD) * STEP_USD;
}

/** What an account may cost a month, with mail before it does. Nothing is stopped by it. */
export class Budget extends Construct {
  constructor(
    scope: Construct,
    id: string,
    options: {
      readonly account: string;
      readonly limitUsd: number;
      /** Who gets mail. AWS takes no alarm that nobody hears, so that there is none without. */
      readonly emails: readonly string[];
    },
  ) {
    super(scope, id);
    const { account, limitUsd, emails } = options;
    const kinds = emails.length === 0 ? [] : OF_WHAT;
    new BudgetsBudget(this, 'budget', {
      accountId: account,
      name: 'engage-monthly',
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: limitUsd.toFixed(1),
      limitUnit: 'USD',
      notification: kinds.flatMap((notificationType) =>
        PERCENTS.map((threshold) => ({
          notificationType,
          threshold,
          thresholdType: 'PERCENTAGE',
          comparisonOperator: 'GREATER_THAN',
          subscriberEmailAddresses: [...emails],
        })),
      ),
    });
  }
}
