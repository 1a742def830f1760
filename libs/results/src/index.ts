export { cleanup } from './cleanup.ts';
export { ConsistencyError } from './consistency-error.ts';
export { ensemble } from './ensemble.ts';
export type { ResultsPorts } from './ensemble.ts';
export { publish } from './publish.ts';
export { qa } from './qa.ts';
export { renderResults } from './render-all.ts';
export type { RenderedStatement } from './render-all.ts';
export { results } from './results.ts';
