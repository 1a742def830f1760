import { BudgetsBudget } from '@cdktn/provider-aws/lib/budgets-budget/index.js';
import { Construct } from 'constructs';
import type { Environment, EnvironmentName } from '../../environments/environment.ts';

/**
 * What an environment may cost a month. An idle dev is some $3; six endpoints in two zones each are some $88 in each of the
 * others before anything runs, and prod runs more.
 */
const MONTHLY_USD: Readonly<Record<EnvironmentName, number>> = { dev: 10, staging: 120, prod: 150 };

/**
 * Percent of the budget at which mail is sent: once spent, and once AWS expects it of the month. These are six alarms of the
 * ten that a budget has room for (API reference, Notification).
 */
const PERCENTS = [50, 80, 100];
const OF_WHAT = ['ACTUAL', 'FORECASTED'];

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
