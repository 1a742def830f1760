import { TreesError } from '../trees-error.ts';
import { floatLog } from './float-log.ts';
import type { Link } from './forest.ts';

/** How an objective turns margins into values, and how the library turns its base score into a base margin. */
interface ObjectiveLink {
  readonly link: Link;
  /** From the value scale of `base_score` to the margin. */
  readonly base: 'identity' | 'logit' | 'log';
}

const LINKS: Readonly<Record<string, ObjectiveLink>> = {
  'binary:logistic': { link: 'logistic', base: 'logit' },
  'reg:logistic': { link: 'logistic', base: 'logit' },
  'reg:tweedie': { link: 'exp', base: 'log' },
  'reg:gamma': { link: 'exp', base: 'log' },
  'count:poisson': { link: 'exp', base: 'log' },
  'survival:cox': { link: 'exp', base: 'log' },
  'survival:aft': { link: 'exp', base: 'log' },
  'multi:softprob': { link: 'softmax', base: 'identity' },
  'multi:softmax': { link: 'softmax', base: 'identity' },
  'reg:quantileerror': { link: 'rising', base: 'identity' },
};

const IDENTITY: ReadonlySet<string> = new Set([
  'reg:squarederror',
  'reg:linear',
  'reg:squaredlogerror',
  'reg:pseudohubererror',
  'reg:absoluteerror',
  'reg:expectileerror',
  'binary:logitraw',
  'rank:pairwise',
  'rank:ndcg',
  'rank:map',
]);

/**
 * The link of an objective.
 *
 * @param objective as XGBoost names it
 * @throws TreesError for an objective whose link is not known here
 */
export function linkOf(objective: string): Link {
  return entryOf(objective).link;
}

/**
 * The margin that rows start from, in the library's own steps, each rounded to a 32-bit float: for logistic
 * −ln(1 / b − 1), for log links ln b.
 *
 * @param baseScore on the scale of values, a probability or an amount
 */
export function baseMarginOf(objective: string, baseScore: number): number {
  const { base } = entryOf(objective);
  const score = Math.fround(baseScore);
  if (base === 'identity') return score;
  if (base === 'log') return floatLog(score);
  return -floatLog(Math.fround(Math.fround(1 / score) - 1));
}

/**
 * A base score whose margin is the one given, as near as 32-bit floats have it: the inverse of {@link baseMarginOf}.
 */
export function baseScoreOf(objective: string, baseMargin: number): number {
  const { base } = entryOf(objective);
  if (base === 'identity') return Math.fround(baseMargin);
  return Math.fround(base === 'log' ? Math.exp(baseMargin) : 1 / (1 + Math.exp(-baseMargin)));
}

function entryOf(objective: string): ObjectiveLink {
  const known = Object.hasOwn(LINKS, objective) ? LINKS[objective] : undefined;
  if (known) return known;
  if (IDENTITY.has(objective)) return { link: 'identity', base: 'identity' };
  throw new TreesError(
    `Expected a model with an objective whose link is known, found "${objective}"; ` +
      `known are ${[...Object.keys(LINKS), ...IDENTITY].join(', ')}`,
  );
}
