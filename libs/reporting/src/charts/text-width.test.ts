import { textWidth } from './text-width.ts';

describe('textWidth()', () => {
  // Measured by Chromium 12 px high in DejaVu Sans, which Debian shows where none of the page's fonts is installed.
  it.each([
    ["Today's rule (churn_probability)", 188.7],
    ['Linear baseline', 91.4],
    ['match satisfaction score', 146.9],
    ['illicit filth, little title', 116.7],
    ['WWW MMM', 70.5],
  ])('gives %j the room that a wide font needs, and little more', (text, widthPx) => {
    expect(textWidth(text, 12)).toBeGreaterThanOrEqual(widthPx);
    expect(textWidth(text, 12)).toBeLessThan(1.12 * widthPx);
  });
});
