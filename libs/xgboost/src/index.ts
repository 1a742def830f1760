export { findLibrary } from './find-library.ts';
export { libraryVersion } from './library.ts';
export { createXgboostEngine } from './xgboost-engine.ts';
export type { XgboostOptions } from './xgboost-engine.ts';
