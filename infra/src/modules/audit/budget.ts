import { BudgetsBudget } from '@cdktn/provider-aws/lib/budgets-budget/index.js';
import { Construct } from 'constructs';
import type { Environment, EnvironmentName } from '../../environments/environment.ts';

/**
 * What an environment may cost a month. An idle dev is some $3; twelve endpoints in two zones are some $88 in each of the
 * others before anything runs, and prod runs more.
 */
const MONTHLY_USD: Readonly<Record<EnvironmentName, number>> = { dev: 10, staging: 120, prod: 150 };

/** Percent of the budget at which mail is sent. Five in all: a budget has no room for more (API reference, CreateBudget). */
const ALARMS = [
  { notificationType: 'ACTUAL', percents: [50, 80, 100] },
  { notificationType: 'FORECASTED', percents: [80, 100] },
];

/** @example monthlyUsd([dev, prod]) // 160 */
export function monthlyUsd(environments: readonly Pick<Environment, 'name'>[]): number {
  return environments.reduce((sum, { name }) => sum + MONTHLY_USD[name], 0);
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
    const alarms = emails.length === 0 ? [] : ALARMS;
    new BudgetsBudget(this, 'budget', {
      accountId: account,
      name: 'engage-monthly',
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: limitUsd.toFixed(1),
      limitUnit: 'USD',
      notification: alarms.flatMap(({ notificationType, percents }) =>
        percents.map((threshold) => ({
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
