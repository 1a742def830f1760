export { prepare } from './prepare.ts';
export { profile } from './profile.ts';
export type { ColumnProfile, TableProfile } from './profile.ts';
export { renderAll } from './render-all.ts';
export type { RenderedStatement } from './render-all.ts';
export type { PrepareEngine, PrepareOptions } from './types.ts';
