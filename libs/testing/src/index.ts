export { describeBadEvents } from './describe-bad-events.ts';
export type { LambdaMain } from './describe-bad-events.ts';
export { csvOf } from './csv-of.ts';
export type { CsvOptions } from './csv-of.ts';
export { tinyColumns, tinyContract, tinyContractText } from './tiny-contract.ts';
export type { OdcsColumn, TinyOverrides } from './tiny-contract.ts';
export { tinyRows } from './tiny-rows.ts';
export type { TinyRow } from './tiny-rows.ts';
