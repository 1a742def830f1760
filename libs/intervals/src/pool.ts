/** Rows that share one fitted value: their number and the sum of their labels. */
export interface Block {
  readonly weight: number;
  readonly sum: number;
}

/** Adds a group behind pooled ones: blocks are merged while they fall (pool adjacent violators; nearest last). */
export function pushBlock(stack: Block[], group: Block): void {
  let block = group;
  while (stack.length > 0 && isAtLeast(stack.at(-1)!, block)) block = sumOf(stack.pop()!, block);
  stack.push(block);
}

/**
 * The fitted value of a block that stands between pooled neighbours on both sides, which are left as they are.
 *
 * @param lefts rising, nearest last
 * @param rights falling, nearest last
 */
export function mergedWith(block: Block, lefts: readonly Block[], rights: readonly Block[]): number {
  let merged = block;
  let left = lefts.length - 1;
  let right = rights.length - 1;
  for (;;) {
    if (left >= 0 && isAtLeast(lefts[left]!, merged)) merged = sumOf(merged, lefts[left--]!);
    else if (right >= 0 && isAtLeast(merged, rights[right]!)) merged = sumOf(merged, rights[right--]!);
    else return merged.sum / merged.weight;
  }
}

function isAtLeast(a: Block, b: Block): boolean {
  return a.sum * b.weight >= b.sum * a.weight;
}

function sumOf(a: Block, b: Block): Block {
  return { weight: a.weight + b.weight, sum: a.sum + b.sum };
}
