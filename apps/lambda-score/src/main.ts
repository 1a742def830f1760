import { gatewayHandler } from './handler.ts';

/** The function as AWS Lambda calls it: an event of API Gateway's HTTP API in, an HTTP answer out. */
export const handler = gatewayHandler(process.env);
