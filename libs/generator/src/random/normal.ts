import type { Stream } from './stream.ts';

/** Layers of the ziggurat, and where its base ends: Marsaglia and Tsang 2000 (doi 10.18637/jss.v005.i08), 256 layers. */
const LAYERS = 256;
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;

const edges = new Float64Array(LAYERS + 1);
const heights = new Float64Array(LAYERS + 1);
const density = (x: number): number => Math.exp(-0.5 * x * x);
edges[0] = AREA / density(TAIL);
edges[1] = TAIL;
for (let layer = 2; layer < LAYERS; layer++)
  edges[layer] = Math.sqrt(-2 * Math.log(AREA / edges[layer - 1]! + density(edges[layer - 1]!)));
edges[LAYERS] = 0;
for (let layer = 0; layer <= LAYERS; layer++) heights[layer] = density(edges[layer]!);

/** One draw of the standard normal distribution. */
export function normal(stream: Stream): number {
  for (;;) {
    const bits = stream.bits();
    const layer = bits & 0xff;
    // The upper 24 bits, with their sign, place the point within the layer.
    const x = (bits >> 8) * 2 ** -23 * edges[layer]!;
    if (Math.abs(x) < edges[layer + 1]!) return x;
    if (layer === 0) return x < 0 ? -tail(stream) : tail(stream);
    const height = heights[layer]! + stream.uniform() * (heights[layer + 1]! - heights[layer]!);
    if (height < density(x)) return x;
  }
}

/** Beyond the last layer: Marsaglia 1964. */
function tail(stream: Stream): number {
  for (;;) {
    const x = -Math.log(stream.uniform()) / TAIL;
    const y = -Math.log(stream.uniform());
    if (2 * y > x * x) return TAIL + x;
  }
}
