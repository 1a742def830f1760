import type { Forest } from '../forest/forest.ts';
import { TILE } from '../kernel/score-kernel.ts';
import { buildTable, type TablePlace } from './build-table.ts';
import type { Epoch } from './explain-plan.ts';
import type { Step } from './part-index.ts';

/** An epoch in the kernel's memory (kernel/score/explain.ts describes it). */
export interface WrittenEpoch {
  readonly output: number;
  readonly passes: number;
  readonly count: number;
  readonly unit: number;
}

const PASS_WORDS = 32;
const TABLE_WORDS = 8;
const STEP_BYTES = 8;

/** Builds the tables of an epoch and writes them, with what the kernel has to know, into memory. */
export function writeEpoch({ features }: Forest, epoch: Epoch, place: TablePlace): WrittenEpoch {
  const { arena } = place;
  const passWords = new Int32Array(epoch.passes.length * PASS_WORDS);
  epoch.passes.forEach((pass, at) => {
    const words = passWords.subarray(at * PASS_WORDS, (at + 1) * PASS_WORDS);
    const lanes = 4 * pass.quads;
    const laneOf = new Map(pass.features.map((feature, lane) => [feature, lane]));
    words[0] = pass.quads;
    words[1] = pass.parts.length;
    // Lanes without a feature are added to a line that nobody reads.
    for (let lane = 0; lane < 12; lane += 1) words[2 + lane] = (pass.features[lane] ?? features) * TILE * 4;
    const tables = new Int32Array(pass.parts.length * TABLE_WORDS);
    pass.parts.forEach((part, i) => {
      const { leaves, index } = epoch.parts[part]!;
      const entryBytes = lanes * 4;
      tables.set(
        [
          buildTable(place, leaves, index, (feature) => laneOf.get(feature)!, lanes, epoch),
          index.entries * entryBytes,
          arena.put(stepBytes([...index.stepsA, ...index.stepsB])),
          index.stepsA.length,
          index.stepsB.length,
          entryBytes,
          index.sizeA * entryBytes,
          onesOf(index.stepsA) + onesOf(index.stepsB) * 65_536,
        ],
        i * TABLE_WORDS,
      );
    });
    words[16] = arena.put(tables);
  });
  return { output: epoch.output, passes: arena.put(passWords), count: epoch.passes.length, unit: epoch.unit };
}

const onesOf = (steps: readonly Step[]): number => steps.filter(({ adds }) => adds === 1).length;

function stepBytes(steps: readonly Step[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(steps.length * STEP_BYTES));
  steps.forEach(({ column, threshold, adds }, i) => {
    bytes.setUint32(i * STEP_BYTES, column * TILE, true);
    bytes.setInt8(i * STEP_BYTES + 4, threshold);
    bytes.setUint8(i * STEP_BYTES + 5, adds);
  });
  return new Uint8Array(bytes.buffer);
}
