import { closing, opening, textOf, type Token } from './tokens.ts';

/** A difference between DuckDB and Trino that neither reports: what is found, why it is one, how to write it. */
export interface LintRule {
  readonly name: string;
  readonly why: string;
  /** Positions of tokens that break the rule. */
  find(tokens: readonly Token[]): number[];
  /** A statement that breaks it, and one that says the same without. */
  readonly bad: string;
  readonly good: string;
}

/** Whether the token at a position is what is looked for. */
export type Test = (tokens: readonly Token[], i: number) => boolean;

/** A word, none of whose letters matter. */
export const word =
  (...words: string[]): Test =>
  (tokens, i) =>
    tokens[i]!.kind === 'word' && words.includes(tokens[i]!.text);

/** A call of one of these functions. */
export const call =
  (...names: string[]): Test =>
  (tokens, i) =>
    word(...names)(tokens, i) && tokens[i + 1]?.text === '(';

/** One of these signs. */
export const sign =
  (...signs: string[]): Test =>
  (tokens, i) =>
    tokens[i]!.kind === 'sign' && signs.includes(tokens[i]!.text);

/** All positions that pass a test. */
export const where =
  (test: Test) =>
  (tokens: readonly Token[]): number[] =>
    tokens.map((_, i) => i).filter((i) => test(tokens, i));

/** What stands between the brackets of the call at `i`. */
export const insideOf = (tokens: readonly Token[], i: number): Token[] =>
  tokens.slice(i + 2, closing(tokens, i + 1));

/** The operand that ends at `i`: a bracket with the function before it, or one token. */
export const operandBefore = (tokens: readonly Token[], i: number): string => {
  if (tokens[i]?.text !== ')') return textOf(tokens.slice(i, i + 1));
  const open = opening(tokens, i);
  return textOf(tokens.slice(Math.max(0, open - 1), i + 1));
};

/** The operand that begins at `i`. */
export const operandAfter = (tokens: readonly Token[], i: number): string => {
  const open = tokens[i]?.text === '(' ? i : tokens[i + 1]?.text === '(' ? i + 1 : -1;
  return textOf(tokens.slice(i, open === -1 ? i + 1 : closing(tokens, open) + 1));
};

/** Whether an operand is plainly a double: a literal with an exponent makes one of whatever it is combined with. */
export const isDouble = (operand: string): boolean =>
  /(?:^|[ (])[\d.]+e[+-]?\d+(?:$|[ )])/.test(operand) ||
  /as double \)$/.test(operand) ||
  /^(?:to_unixtime|sqrt|exp|ln) \(/.test(operand);
