import type { Contract } from '@engage/schema';

/** Files that a contract's models take their outcomes from, each once; they lie beside the table. */
export function outcomeFilesOf({ models }: Pick<Contract, 'models'>): string[] {
  return [...new Set(models.flatMap(({ outcome }) => (outcome ? [outcome.file] : [])))];
}
