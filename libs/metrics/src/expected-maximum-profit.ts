import { incompleteBeta, logBeta } from './incomplete-beta.ts';
import { rankDescending, type Ranking } from './ranking.ts';
import { labelledOf, weightsOf, type Numbers, type Prepared } from './vectors.ts';

/** The economics of a retention campaign; the defaults are the paper's. */
export interface CampaignEconomics {
  /** Value of a customer who stays, USD; 200. */
  readonly lifetimeValueUsd?: number;
  /** Cost of the offer to one who accepts it, USD; 10. */
  readonly offerCostUsd?: number;
  /** Cost of contacting one customer, USD; 1. */
  readonly contactCostUsd?: number;
  /** The share of would-be leavers who accept is Beta(alpha, beta) distributed; 6 and 14, mean 0.3. */
  readonly alpha?: number;
  readonly beta?: number;
}

/**
 * Expected maximum profit of a retention campaign, USD a customer (EMPC): the profit when for each possible
 * acceptance rate the best share of the ranking is contacted, averaged over the rate's distribution. Closed form
 * over the segments of the ROC's convex hull (Verbraken, Verbeke & Baesens 2013, IEEE TKDE 25(5), equations 13 to
 * 17; as in the R package EMP 2.0.5). Higher is better; 0 means that nobody is worth contacting.
 * NaN when only one class is present.
 *
 * @param labels 1 for those who left, 0 for those who stayed
 * @param scores higher for those more likely to leave
 * @param options weights, one a row, and the economics
 * @throws RangeError when there are no rows, lengths differ, a label is not 0 or 1, or a score is not finite
 */
export function expectedMaximumProfit(
  labels: Numbers,
  scores: Numbers,
  options: CampaignEconomics & { readonly weights?: Numbers } = {},
): number {
  const pairs = labelledOf('expectedMaximumProfit', labels, scores);
  const prepared = prepareMaximumProfit(pairs.actual, rankDescending(pairs.predicted), options);
  return prepared(weightsOf('expectedMaximumProfit', labels.length, options.weights));
}

/** `expectedMaximumProfit` for many row weights of the same data; labels are trusted to be 0 or 1. */
export function prepareMaximumProfit(
  labels: Numbers,
  ranking: Ranking,
  economics: CampaignEconomics = {},
): Prepared {
  const { lifetimeValueUsd = 200, offerCostUsd = 10, contactCostUsd = 1, alpha = 6, beta = 14 } = economics;
  const delta = offerCostUsd / lifetimeValueUsd;
  const phi = contactCostUsd / lifetimeValueUsd;
  const hullOf = prepareHull(labels, ranking);
  return (weights) => {
    const { leavers, stayers, reached } = hullOf(weights);
    const total = leavers + stayers;
    if (leavers === 0 || stayers === 0) return NaN;
    let profit = 0;
    let from = 0;
    for (let corner = 0; corner < reached.length; corner += 1) {
      const here = reached[corner]!;
      const next = reached[corner + 1];
      // Above this acceptance rate it pays to go on to the next corner.
      const until = next
        ? ((delta + phi) * (next.stayers - here.stayers) + phi * (next.leavers - here.leavers)) /
          ((1 - delta) * (next.leavers - here.leavers))
        : 1;
      const to = Math.min(1, until);
      const gain = (1 - delta) * (here.leavers / total);
      const cost = phi * (here.leavers / total) + (delta + phi) * (here.stayers / total);
      const mass = betaMass(from, to, alpha, beta);
      profit += gain * mass.mean - cost * mass.share;
      from = to;
      if (to === 1) break;
    }
    return lifetimeValueUsd * profit;
  };
}

/** ∫ h and ∫ γ h over (from, to] for the Beta(alpha, beta) density h. */
function betaMass(from: number, to: number, alpha: number, beta: number): { share: number; mean: number } {
  const share = incompleteBeta(to, alpha, beta) - incompleteBeta(from, alpha, beta);
  // I(x; a + 1, b) = I(x; a, b) − xᵃ(1 − x)ᵇ / (a B(a, b)), which saves a second continued fraction.
  const edge = (x: number) =>
    x <= 0 || x >= 1
      ? 0
      : Math.exp(alpha * Math.log(x) + beta * Math.log1p(-x) - logBeta(alpha, beta)) / alpha;
  return { share, mean: (alpha / (alpha + beta)) * (share - edge(to) + edge(from)) };
}

/** Leavers and stayers contacted, as weights. */
interface Corner {
  readonly leavers: number;
  readonly stayers: number;
}

/** Corners of the ROC curve's upper convex hull, from nobody contacted to everybody. */
function prepareHull(
  labels: Numbers,
  { order, ends }: Ranking,
): (weights: Float64Array) => Corner & { reached: Corner[] } {
  const sorted = Uint8Array.from(order, (row) => labels[row]!);
  return (weights) => {
    const reached: Corner[] = [{ leavers: 0, stayers: 0 }];
    let leavers = 0;
    let stayers = 0;
    let place = 0;
    for (const end of ends) {
      for (; place < end; place += 1) {
        if (sorted[place] === 1) leavers += weights[order[place]!]!;
        else stayers += weights[order[place]!]!;
      }
      const point = { leavers, stayers };
      while (reached.length > 1 && !turnsRight(reached.at(-2)!, reached.at(-1)!, point)) reached.pop();
      const last = reached.at(-1)!;
      // A step that wins no leavers can never pay.
      if (leavers > last.leavers) reached.push(point);
    }
    return { leavers, stayers, reached };
  };
}

function turnsRight(a: Corner, b: Corner, c: Corner): boolean {
  return (
    (b.stayers - a.stayers) * (c.leavers - a.leavers) < (b.leavers - a.leavers) * (c.stayers - a.stayers)
  );
}
