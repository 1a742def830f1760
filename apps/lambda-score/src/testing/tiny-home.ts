import { tinyFiles } from '@engage/scoring/testing';
import type { Contract } from '@engage/schema';
import { writeForest, type Forest } from '@engage/trees';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder of data with the finished run of the tiny contract, whose models are trees of one split each. */
export async function writeTinyHome(home: string, contract: Contract): Promise<void> {
  const files = Object.entries(tinyFiles(contract)).map(([key, text]) => {
    const { features } = contract.models[0]!;
    return [key, key.endsWith('model.ubj') ? writeForest(stump(features)) : text] as const;
  });
  for (const [key, body] of files) {
    await mkdir(dirname(join(home, key)), { recursive: true });
    await writeFile(join(home, key), body);
  }
}

/** One tree: −1 where the first feature is below 5, else 1; 30 of 40 rows lie below. */
function stump(names: readonly string[]): Forest {
  return {
    features: names.length,
    names,
    categorical: names.map(() => false),
    objective: 'reg:squarederror',
    link: 'identity',
    outputs: 1,
    baseMargins: Float32Array.of(0),
    treeStart: Int32Array.of(0, 3),
    treeOutput: Int32Array.of(0),
    treeWeight: Float32Array.of(1),
    roundStart: Int32Array.of(0, 1),
    left: Int32Array.of(1, -1, -1),
    right: Int32Array.of(2, -1, -1),
    feature: Int32Array.of(0, 0, 0),
    value: Float32Array.of(5, -1, 1),
    defaultLeft: Uint8Array.of(1, 0, 0),
    cover: Float32Array.of(40, 30, 10),
    gain: new Float32Array(3),
    categoryStart: new Int32Array(4),
    categoryBits: new Uint32Array(0),
  };
}

/** A customer of the tiny contract. */
export const tinyCustomer = {
  account_id: 17,
  visits_week: 7,
  minutes_day: 40,
  months: 24,
  fee_usd: 9.99,
  plan: 'Plus',
  on_trial: false,
};
