/** What a model file may hold at most: a file that declares more is refused before anything is allocated for it. */
export interface ForestLimits {
  readonly bytes: number;
  /** Lists, objects, texts and single numbers (not those of typed lists): a few bytes of a file take many of memory. */
  readonly values: number;
  readonly trees: number;
  /** Over all trees. */
  readonly nodes: number;
  /** Edges from a root to its deepest leaf. */
  readonly depth: number;
  readonly features: number;
  /** Largest category code, exclusive. */
  readonly categories: number;
  /** 32-bit words that all sets of categories take: small files could ask for far more than they hold. */
  readonly categoryWords: number;
  /** Classes or targets. */
  readonly outputs: number;
}

/** Far above any model that is of use, and far below what a process has. */
export const DEFAULT_LIMITS: ForestLimits = {
  bytes: 2 ** 31,
  values: 2 ** 22,
  trees: 1_000_000,
  nodes: 100_000_000,
  depth: 512,
  features: 1_000_000,
  categories: 1_000_000,
  categoryWords: 2 ** 24,
  outputs: 10_000,
};
