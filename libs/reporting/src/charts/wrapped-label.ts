import { textWidth } from './text-width.ts';

/** Size in pixels that charts write labels in. */
export const LABEL_SIZE = 12;

/**
 * A label in as many lines as it needs to fit a width: broken between words, in long names of columns after an
 * underscore, and anywhere where even that is too long.
 *
 * @param widthPx room of a line, for text of `LABEL_SIZE`
 * @example wrappedLabel("Today's rule (churn_probability)", 120) // ["Today's rule", '(churn_probability)']
 */
export function wrappedLabel(label: string, widthPx: number): string[] {
  const fits = (text: string): boolean => textWidth(text, LABEL_SIZE) <= widthPx;
  const lines: string[] = [];
  let line = '';
  const put = (piece: string, glue: string): void => {
    if (line !== '' && !fits(line + glue + piece)) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? piece : line + glue + piece;
  };
  for (const word of label.trim().split(/\s+/))
    if (fits(word)) put(word, ' ');
    else
      word.split(/(?<=_)/).forEach((piece, k) => {
        const pieces = fits(piece) ? [piece] : [...piece];
        pieces.forEach((part, p) => {
          put(part, k + p === 0 ? ' ' : '');
        });
      });
  return [...lines, line];
}

/** The y axis of a chart whose labels are lines joined by line breaks. */
export const wrappedAxis = {
  title: null,
  ticks: false,
  domain: false,
  labelPadding: 8,
  // Lines fit by themselves; nothing is to be cut.
  labelLimit: 400,
  labelLineHeight: 14,
  labelExpr: "split(datum.label, '\\n')",
} as const;
