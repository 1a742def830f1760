/** Names of XGBoost's for what has another name here. */
const OF_XGBOOST: Readonly<Record<string, string>> = {
  colsample_bytree: 'columnSample',
  eta: 'learningRate',
  max_bin: 'maxBins',
  min_split_loss: 'gamma',
  monotone_constraints: 'monotone',
  n_estimators: 'rounds',
  num_boost_round: 'rounds',
  reg_alpha: 'alpha',
  reg_lambda: 'lambda',
  subsample: 'rowSample',
  tweedie_variance_power: 'tweediePower',
};

/** The known name that was probably meant: XGBoost's for the same, or one a few letters away; null for none. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const translated = Object.hasOwn(OF_XGBOOST, name) ? OF_XGBOOST[name]! : null;
  if (translated !== null && known.includes(translated)) return translated;
  const ranked = known
    .map((its) => ({ its, distance: editDistance(plain(name), plain(its)) }))
    .sort((a, b) => a.distance - b.distance);
  const [first] = ranked;
  return first !== undefined && first.distance <= plain(first.its).length / 3 ? first.its : null;
}

/** `max_depth` and `maxDepth` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Letters to put in, take out or change (Wagner & Fischer 1974). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 0; i < from.length; i += 1) {
    const line = [i + 1];
    for (let k = 0; k < to.length; k += 1)
      line.push(Math.min(line[k]! + 1, above[k + 1]! + 1, above[k]! + Number(from[i] !== to[k])));
    above = line;
  }
  return above[to.length]!;
}
