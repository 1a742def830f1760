export { createTreesEngine, TREES_VERSION } from './trees-engine.ts';
