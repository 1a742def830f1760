import type { Matrix } from '@engage/engine';

/** Gives the matrix of some rows and columns, made by `take` unless it was made lately. */
export type RecentMatrices = (names: readonly string[], rows: Uint32Array, take: () => Matrix) => Matrix;

/** The parts that one model is fitted, stopped and measured by, and one of the next model's. */
const KEPT = 4;

/**
 * Keeps the matrices that were asked for last: models with the same features and rows share them, and what is found
 * out about one is found out once. Nobody may change them.
 */
export function recentMatrices(): RecentMatrices {
  let kept: { readonly names: readonly string[]; readonly rows: Uint32Array; readonly matrix: Matrix }[] = [];
  return (names, rows, take) => {
    const found = kept.find((entry) => isSame(entry.names, names) && isSame(entry.rows, rows));
    const entry = found ?? { names, rows, matrix: take() };
    kept = [entry, ...kept.filter((other) => other !== entry)].slice(0, KEPT);
    return entry.matrix;
  };
}

function isSame(a: ArrayLike<number | string>, b: ArrayLike<number | string>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
