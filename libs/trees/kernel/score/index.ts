/** Exact SHAP and prediction on quantised rows: what the host calls. It lays out the memory (src/score/). */
export { buildTable } from './build';
export { quantise } from './quantise';
export { explain, explainInPlace } from './explain';
export { flush } from './flush';
export { predict } from './predict';
export { walk } from './walk';
