import type { Epoch } from './explain-plan.ts';

/** Epochs in groups whose tables fit into the budget; one that does not is a group of its own. */
export function inBudget(epochs: readonly Epoch[], memoryBudgetBytes: number): Epoch[][] {
  const groups: Epoch[][] = [];
  let bytes = Infinity;
  for (const epoch of epochs) {
    if (bytes + epoch.tableBytes > memoryBudgetBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(epoch);
    bytes += epoch.tableBytes;
  }
  return groups;
}
