export { createTreesEngine, treesVersion } from './trees-engine.ts';
export type { TreesEngineOptions } from './trees-engine.ts';
