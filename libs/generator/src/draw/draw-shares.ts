import { NO_PLANTS } from '../plant/parse-plants.ts';
import { PlantedRows } from '../plant/planted-rows.ts';
import { createOutcomeBuffer } from '../table/outcome-buffer.ts';
import { createTableBuffer } from '../table/table-buffer.ts';
import { rowDrawer } from './draw-rows.ts';

/** Customers drawn before the next batch is claimed. */
export const BATCH = 5_000;

/** What threads that draw one table share: whoever is free claims the next batch of rows. */
export interface DrawShare {
  readonly rows: number;
  readonly seed: number;
  readonly snapshots: readonly number[];
  /** First row that nobody has claimed. */
  readonly next: Int32Array;
  /** Memory of the columns of the table, and of the outcomes. */
  readonly table: readonly SharedArrayBuffer[];
  readonly outcomes: readonly SharedArrayBuffer[];
}

/** Claims the next batch; gives its first row, or null when there are no more. */
export function claimBatch({ next, rows }: Pick<DrawShare, 'next' | 'rows'>): number | null {
  const from = Atomics.add(next, 0, BATCH);
  return from < rows ? from : null;
}

/** Draws batches, nothing planted, until all are claimed. */
export function drawShares(share: DrawShare): void {
  const { rows, seed, snapshots } = share;
  const draw = rowDrawer({
    seed,
    plants: NO_PLANTS,
    table: createTableBuffer(rows, snapshots, share.table),
    outcomes: createOutcomeBuffer(rows, share.outcomes),
    planted: new PlantedRows(),
  });
  for (let from = claimBatch(share); from !== null; from = claimBatch(share))
    draw(from, Math.min(rows, from + BATCH));
}
