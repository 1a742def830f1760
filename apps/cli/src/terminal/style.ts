import type { Output } from '../shell.ts';
import type { Variables } from '@engage/runtime';

/** Text attributes; each returns the text as it is where colour is not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** Columns to write in. */
  readonly width: number;
}

/** Colour on a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise; plain elsewhere. */
export function styleOf(output: Output, env: Variables): Style {
  const colour = output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const paint = (code: number, end: number) => (text: string) =>
    colour ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    good: paint(32, 39),
    bad: paint(31, 39),
    width: Math.min(output.columns ?? 96, 100),
  };
}
