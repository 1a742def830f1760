export { COLUMNS } from './columns.ts';
export type { GeneratedColumn } from './columns.ts';
export { generate } from './generate.ts';
export type { GenerateFacts, GenerateOptions, GenerateReport } from './generate.ts';
export { checkInvariants } from './invariants.ts';
export type { Violation } from './invariants.ts';
export { DIRT_KINDS } from './plant/dirt.ts';
export { NO_PLANTS, parsePlants } from './plant/parse-plants.ts';
export type { Plants } from './plant/parse-plants.ts';
