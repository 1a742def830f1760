import type { Environment } from '../../environments/environment.ts';

/** @example databaseName(dev) // 'engage_dev' */
export function databaseName({ name }: Pick<Environment, 'name'>): string {
  return `engage_${name}`;
}
