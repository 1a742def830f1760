export { environments } from './environments/environments.ts';
export type { Environment } from './environments/environment.ts';
