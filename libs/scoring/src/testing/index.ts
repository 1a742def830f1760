export { createLinearScorer } from './linear-scorer.ts';
export { memoryStore } from './memory-store.ts';
export { TINY_RUN, tinyFiles, tinyModels } from './tiny-models.ts';
