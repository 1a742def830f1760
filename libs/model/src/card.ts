import type { RunContext } from '@engage/run';
import { PARTS, type Contract, type Model } from '@engage/schema';
import type { Evaluation } from './evaluation.ts';

/** What `training.json` says that the card repeats. */
export interface TrainingFacts {
  readonly params: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly metric: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly duplicatesInHoldout: number;
  readonly leaks: {
    readonly metric: string;
    readonly strongest: readonly { features: string[]; score: number }[];
  };
}

/** `card.json`: what a model is, how good it is, and what it must not be trusted with (Mitchell et al. 2019). */
export interface ModelCard {
  readonly model: string;
  readonly runId: string;
  readonly table: { readonly name: string; readonly contract: string; readonly version: string };
  readonly predicts: {
    readonly task: string;
    readonly target: string;
    readonly unit: string | null;
    readonly horizonDays: number | null;
    readonly column: string;
  };
  readonly features: readonly string[];
  readonly training: TrainingFacts;
  readonly evaluation: Evaluation;
  /** How the rows were parted, in words. */
  readonly split: string;
  readonly assumptions: readonly string[];
  readonly limits: readonly string[];
}

/** The card of one model, from what the run computed and the contract states. */
export function cardOf(run: RunContext, model: Model, evaluation: Evaluation, training: unknown): ModelCard {
  const { contract } = run;
  const facts = training as TrainingFacts;
  const { params, rounds, metric, engine, duplicatesInHoldout, leaks } = facts;
  return {
    model: model.name,
    runId: run.runId,
    table: { name: contract.name, contract: contract.id, version: contract.version },
    predicts: {
      task: model.task,
      target: model.target,
      unit: model.unit,
      horizonDays: model.horizonDays,
      column: model.predictionColumn,
    },
    features: model.features,
    training: { params, rounds, metric, engine, duplicatesInHoldout, leaks },
    evaluation,
    split: splitInWords(contract),
    assumptions: assumptionsOf(contract, model),
    limits: limitsOf(contract, model, evaluation, facts),
  };
}

function splitInWords({ split }: Contract): string {
  if (split.by === 'hash') {
    const percents = [split.tune, split.calibrate, split.holdout].map(
      (share) => `${Math.round(100 * share)} %`,
    );
    return `By a hash of the id: ${percents[0]} tune, ${percents[1]} calibrate, ${percents[2]} holdout, the rest fit`;
  }
  const gap = split.purgeDays > 0 ? `, ${split.purgeDays} days left out before each later part` : '';
  return `By time (${split.column}): the latest ${split.holdout} snapshots are the holdout, ${split.calibrate} before it calibrate, ${split.tune} before it tune, the earlier ones fit${gap}`;
}

function assumptionsOf(contract: Contract, model: Model): string[] {
  const assumptions: string[] = [];
  const value = contract.lifetimeValue;
  if (value?.revenueModel === model.name)
    assumptions.push(
      `Lifetime value (${value.predictionColumn}) assumes a margin of ${100 * value.marginShare} % of revenue, a constant monthly churn as predicted by ${value.churnModel}, ` +
        `${value.months} months, and a discount of ${100 * value.yearlyDiscount} % a year; none of these was measured`,
    );
  if (model.higherIsBetter === false && model.task === 'binary')
    assumptions.push(
      'The expected maximum profit uses the economics of Verbraken et al. 2013 (a customer is worth USD 200, an offer costs 10, a contact 1, 30 % accept on average), not this business',
    );
  assumptions.push(
    'Rows to come are like the holdout rows: no change of product, price or season beyond those seen',
  );
  return assumptions;
}

function limitsOf(
  { split }: Contract,
  { horizonDays, truth }: Model,
  { parts, leftOut, ceiling, bootstrap }: Evaluation,
  { duplicatesInHoldout }: TrainingFacts,
): string[] {
  const limits = [
    `Intervals come from ${bootstrap.resamples} resamples of the holdout rows: they hold the chance of the sample, not the change of the world`,
    'Predictions say what is likely, not what would change it: nothing here is a causal effect',
  ];
  if (split.by === 'time' && horizonDays !== null && split.purgeDays < horizonDays)
    limits.push(
      `Labels overlap in time: an outcome covers ${horizonDays} days after its snapshot and reaches into the time of the next part (${split.purgeDays} days are left out between parts)`,
    );
  if (leftOut > 0) limits.push(`${leftOut} rows have no known target and were left out`);
  if (duplicatesInHoldout > 0)
    limits.push(
      `${duplicatesInHoldout} of ${parts.holdout.rows} holdout rows repeat a row that was learnt from`,
    );
  if (truth !== null && !ceiling) limits.push('The best possible score is not known: no truth was given');
  const missing = PARTS.filter((part) => parts[part].rows === 0);
  if (missing.length > 0) limits.push(`There were no rows in: ${missing.join(', ')}`);
  return limits;
}
