import { addToRanking, rankingSums, type RankingSums } from './global-ranking.ts';
import type { Population } from './population.ts';
import { reasonBook } from './reason-book.ts';
import { REASONS, strongestOf, strongestThemes } from './strongest.ts';
import type { Themes } from './themes.ts';
import type { Yardsticks } from './yardsticks.ts';

/** What telling one model's reasons needs: data alone, so that another thread can be given it. */
export interface Telling {
  /** Features of the model. */
  readonly features: number;
  readonly themes: Themes;
  /** What reasons are put into words with; null when nobody gets any. */
  readonly words: ReasonWords | null;
}

export interface ReasonWords {
  readonly population: Yardsticks & Pick<Population, 'matrix' | 'peers'>;
  /** Column of the population of each feature of the model. */
  readonly sources: Uint16Array;
  /** 1 where a feature can be acted on. */
  readonly actionable: Uint8Array;
}

/** Some rows in a row, as the model saw them, and what explains them. */
export interface ExplainedRows {
  /** Number of the first row. */
  readonly from: number;
  readonly rows: number;
  /** `rows × features`. */
  readonly values: Float32Array;
  /** `rows × (features + 1)`, the bias last. */
  readonly contributions: Float32Array;
}

/** One rank of reasons of every row: what speaks, how strongly, and the place of its words. */
export interface Rank {
  readonly feature: Uint16Array;
  readonly contribution: Float32Array;
  readonly actionable: Uint8Array;
  readonly reason: Uint32Array;
  readonly valid: Uint8Array;
}

/** All that was told. */
export interface Told {
  readonly sums: RankingSums;
  /** Empty when nobody gets reasons. */
  readonly ranks: readonly Rank[];
  /** Words of the reasons, each once. */
  readonly texts: readonly string[];
}

/** Ranks and words of rows, taken one after another; nothing is allocated but texts that were not told before. */
export interface RowTeller {
  take(explained: ExplainedRows): void;
  finish(): Told;
}

/** Makes what takes a model's rows. */
export function rowTeller({ features, themes, words }: Telling): RowTeller {
  const strongest = strongestOf(themes);
  const sums = rankingSums(themes);
  const book = words && reasonBook(words.population);
  const ranks = words ? Array.from({ length: REASONS }, () => rankOf(words.population.matrix.rows)) : [];
  const keep = (row: number): void => {
    if (!words || !book) return;
    const { theme, feature } = strongest;
    for (let k = 0; k < REASONS; k++) {
      const f = feature[k]!;
      if (f < 0) break;
      const rank = ranks[k]!;
      rank.feature[row] = f;
      rank.contribution[row] = strongest.sums[theme[k]!]!;
      rank.actionable[row] = words.actionable[f]!;
      rank.reason[row] = book.codeOf(words.sources[f]!, row);
      rank.valid[row] = 1;
    }
  };
  return {
    take({ from, rows, values, contributions }) {
      for (let i = 0; i < rows; i++) {
        strongestThemes(themes, contributions, i * (features + 1), strongest);
        addToRanking(sums, values, contributions, i, strongest.sums);
        keep(from + i);
      }
    },
    finish: () => ({ sums, ranks, texts: book?.texts ?? [] }),
  };
}

function rankOf(rows: number): Rank {
  return {
    feature: new Uint16Array(rows),
    contribution: new Float32Array(rows),
    actionable: new Uint8Array(rows),
    reason: new Uint32Array(rows),
    valid: new Uint8Array(rows),
  };
}
