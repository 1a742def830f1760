import type { RowView } from '../exact/row-view.ts';
import type { Forest } from '../forest/forest.ts';
import type { Arena } from '../kernel/arena.ts';
import type { ScoreKernel } from '../kernel/score-kernel.ts';
import type { Block } from './block.ts';
import { explainByQuadrature, type DeepTree } from './explain-by-quadrature.ts';
import type { ColumnPlan } from './plan-columns.ts';
import { bytesOfWalk } from './plan-walk.ts';
import { walkTree } from './walk-tree.ts';
import { writeWalk, type WrittenWalk } from './write-walk.ts';

/** Where leaves without tables are explained. */
export interface WalkPlace {
  readonly arena: Arena;
  readonly kernel: ScoreKernel;
}

/** Rows of a block, the first of which is a row of the view. */
export interface BlockRows {
  readonly block: Block;
  readonly view: RowView;
  readonly first: number;
  readonly count: number;
}

/** Programs in the kernel's memory, by the output that their trees add to. */
export type WrittenWalks = ReadonlyMap<number, { trees: number; count: number; workBytes: number }>;

/** A tree of a longer program (some 600,000 leaves) is walked in plain TypeScript: addresses end at 4 GB. */
const MOST_PROGRAM_BYTES = 2 ** 29;

/** Leaves of paths that are too long for a table: each tree of them becomes a program that the kernel runs. */
export class DeepLeaves {
  readonly #forest: Forest;
  readonly #columns: ColumnPlan;
  readonly #place: WalkPlace;
  /** Trees for the kernel, and the bytes of their programs. */
  readonly #walked: DeepTree[] = [];
  readonly #plain: DeepTree[] = [];
  readonly bytes: number;

  constructor(forest: Forest, columns: ColumnPlan, deep: readonly DeepTree[], place: WalkPlace) {
    this.#forest = forest;
    this.#columns = columns;
    this.#place = place;
    let sum = 0;
    for (const tree of deep) {
      const walk = walkTree(forest, tree);
      if (walk === null) continue;
      const bytes = bytesOfWalk(walk);
      if (bytes <= MOST_PROGRAM_BYTES) sum += bytes;
      (bytes <= MOST_PROGRAM_BYTES ? this.#walked : this.#plain).push(tree);
    }
    this.bytes = sum;
  }

  /** Writes all programs. */
  write(): WrittenWalks {
    this.#place.arena.expect(this.bytes);
    return this.#write(this.#walked);
  }

  /** Adds the leaves' Shapley values to those of a block; programs that were not written are, one after another. */
  add(rows: BlockRows, written: WrittenWalks | null): void {
    if (written) this.#walk(rows, written);
    else
      for (const tree of this.#walked) {
        const mark = this.#place.arena.end;
        this.#walk(rows, this.#write([tree]));
        this.#place.arena.release(mark);
      }
    const { block, view, first, count } = rows;
    if (this.#plain.length > 0)
      explainByQuadrature(this.#forest, this.#plain, view, [first, count], block.valuesView());
  }

  #write(trees: readonly DeepTree[]): WrittenWalks {
    const { arena } = this.#place;
    const byOutput = new Map<number, WrittenWalk[]>();
    for (const tree of trees) {
      const output = this.#forest.treeOutput[tree.tree]!;
      const walks = byOutput.get(output) ?? [];
      byOutput.set(output, walks);
      walks.push(writeWalk(this.#forest, this.#columns, walkTree(this.#forest, tree)!, arena));
    }
    return new Map(
      Array.from(byOutput, ([output, walks]) => [
        output,
        {
          trees: arena.put(Int32Array.from(walks.flatMap(({ words }) => words))),
          count: walks.length,
          workBytes: Math.max(...walks.map(({ workBytes }) => workBytes)),
        },
      ]),
    );
  }

  #walk({ block, count }: BlockRows, written: WrittenWalks): void {
    const { arena, kernel } = this.#place;
    const { features, outputs } = this.#forest;
    const rowBytes = outputs * (features + 1) * 4;
    for (const [output, { trees, count: treeCount, workBytes }] of written) {
      const mark = arena.end;
      const work = arena.take(workBytes);
      const values = block.values + output * (features + 1) * 4;
      kernel.walk(trees, treeCount, count, block.columns, block.columnTile, work, values, rowBytes);
      arena.release(mark);
    }
  }
}
