export { gatewayHandler } from './handler.ts';
export type { GatewayAnswer, GatewayHandler } from './handler.ts';
