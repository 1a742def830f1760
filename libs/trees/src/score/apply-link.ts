import type { Link } from '../forest/forest.ts';

/** Turns margins into values where they lie, in float32 as XGBoost does, `rows × outputs`. */
export function applyLink(link: Link, outputs: number, values: Float32Array): void {
  if (link === 'logistic')
    // XGBoost bounds the exponent, so that it stays finite in float32.
    for (let i = 0; i < values.length; i += 1)
      values[i] = 1 / Math.fround(1 + Math.fround(Math.exp(Math.min(-values[i]!, 88.7))));
  else if (link === 'exp') for (let i = 0; i < values.length; i += 1) values[i] = Math.exp(values[i]!);
  else if (link === 'rising' && outputs > 1)
    for (let i = 0; i < values.length; i += outputs) values.subarray(i, i + outputs).sort();
  else if (link === 'softmax')
    for (let i = 0; i < values.length; i += outputs) softmax(values.subarray(i, i + outputs));
}

function softmax(line: Float32Array): void {
  const greatest = line.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  for (let i = 0; i < line.length; i += 1) {
    line[i] = Math.exp(Math.fround(line[i]! - greatest));
    sum += line[i]!;
  }
  for (let i = 0; i < line.length; i += 1) line[i] = line[i]! / Math.fround(sum);
}
