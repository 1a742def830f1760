export { Oracle } from './oracle.ts';
export type { OracleOrder } from './oracle.ts';
