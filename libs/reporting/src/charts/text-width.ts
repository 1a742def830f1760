/**
 * Advance widths in thousandths of an em, for the characters from space to tilde: the wider one of Helvetica (Adobe AFM)
 * and DejaVu Sans, which a reader without any of the page's fonts may get.
 */
const widths = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
  500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
  556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
  392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
/** Of any other character. */
const OTHER = 700;
/** Browsers round glyphs to pixels. */
const MARGIN = 1.02;

/**
 * Room that a text needs, in pixels, whichever font shows it; without a canvas, so that charts are laid out the same on
 * every machine.
 *
 * @param fontSize in pixels
 */
export function textWidth(text: string, fontSize: number): number {
  let total = 0;
  for (const character of text) total += widths[(character.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (MARGIN * total * fontSize) / 1000;
}
