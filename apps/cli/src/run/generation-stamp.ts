import { dirname, resolve } from 'node:path';
import { InputError, type ObjectStore } from '@engage/run';
import { z } from 'zod';

/** Key of the file that says what was generated; written last, so that it vouches for whole files. */
export const STAMP_KEY = 'generation.json';

const stampSchema = z.object({
  customers: z.number().int(),
  seed: z.number().int(),
  plants: z.array(z.string()),
  /** Day of the cut. */
  asOf: z.iso.date(),
  /** Application's version and hash of its sources: other code may draw other customers. */
  version: z.string(),
  /** Key of the raw table. */
  table: z.string(),
  /** Every file that was written, with its size. */
  files: z.array(z.object({ key: z.string(), bytes: z.number().int() })),
});

/** What was generated, and how. */
export type GenerationStamp = z.infer<typeof stampSchema>;
/** What decides generated data. */
export type GenerationOrder = Pick<GenerationStamp, 'customers' | 'seed' | 'plants' | 'asOf'>;

/** Where generated data lie. */
export interface GeneratedData {
  readonly table: string;
  readonly truth: string;
  /** Moment of the cut, ISO 8601 in UTC. */
  readonly asOf: string;
}

/** Folder of the truth, below the store's root. */
export const TRUTH_KEY = 'truth/';

/** The stamp of the data in a store, or null when there are none, not all of them, or the stamp is damaged. */
export async function readStamp(store: ObjectStore): Promise<GenerationStamp | null> {
  const stamp = await stampIn(store);
  if (!stamp) return null;
  const stored = new Map(
    [...(await store.list('raw/')), ...(await store.list(TRUTH_KEY))].map(({ key, bytes }) => [key, bytes]),
  );
  return stamp.files.every(({ key, bytes }) => stored.get(key) === bytes) ? stamp : null;
}

/** The keys that were generated and vouched for, whether they are still there or not. */
export async function stampedKeys(store: ObjectStore): Promise<string[]> {
  return (await stampIn(store))?.files.map(({ key }) => key) ?? [];
}

async function stampIn(store: ObjectStore): Promise<GenerationStamp | null> {
  if (!(await store.exists(STAMP_KEY))) return null;
  return stampSchema.safeParse(jsonOf(await store.read(STAMP_KEY))).data ?? null;
}

/**
 * The generated customers of a store.
 *
 * @throws InputError when nothing was generated
 */
export async function generatedTable(store: ObjectStore): Promise<GeneratedData> {
  const stamp = await readStamp(store);
  if (!stamp)
    throw new InputError(
      `Expected a table to run on, found neither an argument nor generated customers in ${store.location('raw/')}; name a file, or "npx engage generate" first`,
    );
  const asOf = new Date(stamp.asOf).toISOString();
  return { table: store.location(stamp.table), truth: store.location(TRUTH_KEY), asOf };
}

/** Whether a path is that of a store's generated table, or of the folder it lies in. */
export async function isGenerated(table: string | undefined, store: ObjectStore): Promise<boolean> {
  const stamp = await stampIn(store);
  if (!stamp || table === undefined) return false;
  const own = store.location(stamp.table);
  return [own, dirname(own)].includes(resolve(table));
}

/** What a file says; null, which is no stamp, when it is no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
