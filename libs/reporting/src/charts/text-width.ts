/** Advance widths of Helvetica in thousandths of an em, for the characters from space to tilde (Adobe AFM). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Fonts differ a little from Helvetica; a label that is given slightly more room than it needs still fits. */
const MARGIN = 1.06;

/**
 * Width of a text in pixels, without a canvas: charts are laid out the same on every machine.
 *
 * @param fontSize in pixels
 */
export function textWidth(text: string, fontSize: number): number {
  let total = 0;
  for (const character of text) total += widths[(character.codePointAt(0) ?? 0) - 32] ?? 600;
  return (MARGIN * total * fontSize) / 1000;
}
