/** Women leave more often than their features say: code of `gender`, and what is added to the log-odds. */
export const BIAS = { gender: 1, logOdds: 0.5 };
