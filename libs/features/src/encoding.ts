import { renderSql, type QueryEngine } from '@engage/run';
import { quoted, type Column, type Contract } from '@engage/schema';
import { countWords } from './words.ts';

/** The words behind the codes of each categorical feature: code i means word i. */
export type Encoding = Readonly<Record<string, readonly string[]>>;

/** Stands for all words beyond the most frequent ones; always the last word. */
export const OTHER_WORD = '(other)';
/** Most words that get a code of their own. */
const MOST_WORDS = 255;

/** Columns that any model uses as a feature, in the order of the contract. */
export function featureColumns(contract: Contract): Column[] {
  const used = new Set(contract.models.flatMap((model) => model.features));
  return contract.columns.filter(({ name }) => used.has(name));
}

/** The statement that lists the words of a column among the rows to learn from. */
export function wordsStatement(column: Column, part: string, parts: readonly string[]): string {
  const names = parts.map((name) => `'${name}'`).join(', ');
  return renderSql('features/words', { column: quoted(column.name), part, parts: names });
}

/**
 * The words of every categorical feature: the contract's own, in its order, or those of the rows to learn from,
 * sorted; of more than 255 the most frequent, and one word for the rest.
 *
 * @param part SQL that gives a row's part
 * @param parts those to learn from
 */
export async function readEncoding(
  contract: Contract,
  engine: QueryEngine,
  part: string,
  parts: readonly string[],
): Promise<{ encoding: Encoding; notes: string[] }> {
  const encoding: Record<string, readonly string[]> = {};
  const notes: string[] = [];
  for (const column of featureColumns(contract)) {
    if (column.type !== 'string') continue;
    const rows = column.values ? null : await engine.rows(wordsStatement(column, part, parts));
    const words = column.values ?? rows!.map((row) => String(row['word']));
    encoding[column.name] = column.values ? [...words] : codedWords(words);
    if (words.length > MOST_WORDS)
      notes.push(
        `${column.name} has ${countWords(words.length)} different words; the ${MOST_WORDS} most frequent are told apart, the rest are one`,
      );
  }
  return { encoding, notes };
}

/**
 * The words that get a code, in the order of their codes.
 *
 * @param words most frequent first
 */
export function codedWords(words: readonly string[]): string[] {
  const kept = words.slice(0, MOST_WORDS).sort();
  return words.length > MOST_WORDS ? [...kept, OTHER_WORD] : kept;
}
