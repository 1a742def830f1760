import type { VennAbersIntervals } from './interval-model.ts';
import { mergedWith, pushBlock, type Block } from './pool.ts';

/** Steps closer than this look the same; the ends are rounded outwards to it. */
const STEP = 1e-4;

/**
 * Inductive Venn-Abers intervals (Vovk, Petej & Fedorova 2015, arXiv 1511.00213): for a customer with margin s, the
 * isotonic regression of the calibration rows' labels on their margins together with (s, 0) gives the lower
 * probability, together with (s, 1) the upper one. One of the two is calibrated, whatever the model. Both are made for
 * every s at once: the rows left of s are pooled before, those right of s in the other direction, and s is pooled with
 * the ends of both.
 *
 * @param margins of rows that the model was not fitted on
 * @param labels 0 or 1
 */
export function vennAbers(margins: ArrayLike<number>, labels: ArrayLike<number>): VennAbersIntervals {
  const groups = groupsOf(margins, labels);
  const steps = { margins: [] as number[], low: [] as number[], high: [] as number[] };
  const lefts: Block[] = [];
  const rights = rightStacks(groups.blocks);
  groups.blocks.forEach((group, place) => {
    rights.undo();
    // A customer at this margin shares its group; one between this margin and the next stands alone behind it.
    const low = mergedWith({ weight: group.weight + 1, sum: group.sum }, lefts, rights.stack);
    pushBlock(lefts, group);
    const high = mergedWith({ weight: 1, sum: 1 }, lefts, rights.stack);
    // The first step also stands for customers below all rows.
    const ends = [place === 0 ? 0 : Math.floor(low / STEP) * STEP, Math.ceil(high / STEP) * STEP] as const;
    const [before, after] = [steps.low.at(-1), steps.high.at(-1)];
    if (before === ends[0] && after === ends[1]) return;
    steps.margins.push(groups.margins[place]!);
    steps.low.push(ends[0]);
    steps.high.push(Math.min(1, ends[1]));
  });
  return { method: 'venn-abers', ...steps, rows: { calibrate: margins.length } };
}

/** Rows of one margin each, rising. */
function groupsOf(margins: ArrayLike<number>, labels: ArrayLike<number>) {
  const order = Uint32Array.from({ length: margins.length }, (_, row) => row).sort(
    (a, b) => margins[a]! - margins[b]! || a - b,
  );
  const found = { margins: [] as number[], blocks: [] as { weight: number; sum: number }[] };
  for (const row of order) {
    if (found.margins.at(-1) !== margins[row]) {
      found.margins.push(margins[row]!);
      found.blocks.push({ weight: 0, sum: 0 });
    }
    const group = found.blocks.at(-1)!;
    group.weight += 1;
    group.sum += labels[row]!;
  }
  return found;
}

/** The pooled groups right of a place, nearest last; `undo` takes the nearest group away again. */
function rightStacks(groups: readonly Block[]): { readonly stack: Block[]; undo(): void } {
  const stack: Block[] = [];
  const history = groups.map((): Block[] => []);
  for (let place = groups.length - 1; place >= 0; place -= 1) {
    let block = groups[place]!;
    while (stack.length > 0 && meanOf(stack.at(-1)!) <= meanOf(block)) {
      const next = stack.pop()!;
      history[place]!.push(next);
      block = { weight: block.weight + next.weight, sum: block.sum + next.sum };
    }
    stack.push(block);
  }
  let place = 0;
  return {
    stack,
    undo() {
      stack.pop();
      stack.push(...history[place]!.reverse());
      place += 1;
    },
  };
}

function meanOf({ weight, sum }: Block): number {
  return sum / weight;
}
