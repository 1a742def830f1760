import { resolve } from 'node:path';

/** Root of the installation: the folder that holds `apps`, `libs`, `sql` and `contracts`. */
export const installation = resolve(import.meta.dirname, '..', '..', '..');
