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
  const rateOf = (moreLeavers: number, moreStayers: number) =>
    ((delta + phi) * moreStayers + phi * moreLeavers) / ((1 - delta) * moreLeavers);
  const hullOf = prepareHull(labels, ranking);
  return (weights) => {
    const { leavers, stayers, corners, allLeavers, allStayers } = hullOf(weights);
    const total = allLeavers + allStayers;
    if (allLeavers === 0 || allStayers === 0) return NaN;
    let profit = 0;
    let from = BELOW_ALL;
    for (let corner = 0; corner < corners && from.rate < 1; corner += 1) {
      const won = leavers[corner]!;
      const wasted = stayers[corner]!;
      // Above this acceptance rate it pays to go on to the next corner.
      const until =
        corner + 1 < corners ? rateOf(leavers[corner + 1]! - won, stayers[corner + 1]! - wasted) : 1;
      const to = momentsUpTo(Math.min(1, until), alpha, beta);
      const gain = (1 - delta) * (won / total);
      const cost = phi * (won / total) + (delta + phi) * (wasted / total);
      profit += gain * (to.mean - from.mean) - cost * (to.share - from.share);
      from = to;
    }
    return lifetimeValueUsd * profit;
  };
}

/** ∫ h and ∫ γ h over [0, rate] for the density h of the acceptance rate γ. */
interface Moments {
  readonly rate: number;
  readonly share: number;
  readonly mean: number;
}

const BELOW_ALL: Moments = { rate: 0, share: 0, mean: 0 };

function momentsUpTo(rate: number, alpha: number, beta: number): Moments {
  const share = incompleteBeta(rate, alpha, beta);
  // I(x; a + 1, b) = I(x; a, b) − xᵃ(1 − x)ᵇ / (a B(a, b)), which saves a second continued fraction.
  const edge =
    rate <= 0 || rate >= 1
      ? 0
      : Math.exp(alpha * Math.log(rate) + beta * Math.log1p(-rate) - logBeta(alpha, beta)) / alpha;
  return { rate, share, mean: (alpha / (alpha + beta)) * (share - edge) };
}

/** The upper convex hull of a ROC curve in weights, from nobody contacted to everybody. */
interface Hull {
  /** Leavers and stayers contacted at each corner; only the first `corners` count. */
  readonly leavers: Float64Array;
  readonly stayers: Float64Array;
  readonly corners: number;
  readonly allLeavers: number;
  readonly allStayers: number;
}

/** The hull for many row weights; its arrays are reused from one call to the next. */
function prepareHull(labels: Numbers, { order, ends }: Ranking): (weights: Float64Array) => Hull {
  const sorted = Uint8Array.from(order, (row) => labels[row]!);
  const leavers = new Float64Array(ends.length + 1);
  const stayers = new Float64Array(ends.length + 1);
  return (weights) => {
    let corners = 1;
    let allLeavers = 0;
    let allStayers = 0;
    let place = 0;
    for (let group = 0; group < ends.length; group += 1) {
      const end = ends[group]!;
      for (; place < end; place += 1) {
        if (sorted[place] === 1) allLeavers += weights[order[place]!]!;
        else allStayers += weights[order[place]!]!;
      }
      // A step that wins no leavers can never pay.
      if (allLeavers === leavers[corners - 1]) continue;
      // A corner under the line from the one before it to here is no corner.
      while (corners > 1) {
        const [up, right] = [leavers[corners - 2]!, stayers[corners - 2]!];
        const here = (leavers[corners - 1]! - up) * (allStayers - right);
        if (here > (stayers[corners - 1]! - right) * (allLeavers - up)) break;
        corners -= 1;
      }
      leavers[corners] = allLeavers;
      stayers[corners] = allStayers;
      corners += 1;
    }
    return { leavers, stayers, corners, allLeavers, allStayers };
  };
}
