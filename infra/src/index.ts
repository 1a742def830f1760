export { environments } from './environments/environments.ts';
export type { Environment, EnvironmentName } from './environments/environment.ts';
