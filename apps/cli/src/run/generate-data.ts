import { availableParallelism } from 'node:os';
import { createTableWriter } from '@engage/adapters';
import { generate, parsePlants } from '@engage/generator';
import { canonicalJson } from '@engage/run';
import { environmentOf } from '@engage/runtime';
import { homeOf, variablesOf, type HomeOptions } from '../options.ts';
import { installation } from '../installation.ts';
import type { Shell } from '../shell.ts';
import { count, duration } from '../terminal/numbers.ts';
import { progressView, type ProgressView } from '../terminal/progress-view.ts';
import { styleOf } from '../terminal/style.ts';
import { folderStore } from './folder-store.ts';
import {
  generatedTable,
  readStamp,
  STAMP_KEY,
  type GeneratedData,
  type GenerationOrder,
  type GenerationStamp,
} from './generation-stamp.ts';
import { sourcesHash } from './sources-hash.ts';

interface Options extends HomeOptions {
  readonly out?: string;
}

/** `engage generate`: generates whatever lies there, and says what was made. */
export async function generateAnew(order: GenerationOrder, options: Options, shell: Shell): Promise<void> {
  const view = progressView(shell.stderr, styleOf(shell.stderr, shell.env), options.json);
  try {
    const home = options.out ?? homeOf(options, shell);
    const report = await make(order, { ...options, home }, view, shell);
    if (options.json) return void shell.stdout.write(`${canonicalJson(report, true)}\n`);
    const store = folderStore({ ENGAGE_HOME: home });
    const { seconds } = report;
    shell.stdout.write(
      `${count(report.customers)} customers, seed ${report.seed}, in ${duration(seconds.draw + seconds.write)}\n` +
        report.keys.map((key) => `  ${store.location(key)}\n`).join('') +
        Object.entries(report.planted)
          .map(([kind, rows]) => `  planted ${kind}: ${count(rows)} rows\n`)
          .join(''),
    );
  } finally {
    view.close();
  }
}

/** `engage start`: generates unless the very same data are there, and says where they lie. */
export async function generateOnce(
  order: GenerationOrder,
  options: HomeOptions,
  shell: Shell,
): Promise<GeneratedData> {
  const view = progressView(shell.stderr, styleOf(shell.stderr, shell.env));
  const store = folderStore(variablesOf(options, shell));
  try {
    const stamp = await readStamp(store);
    const isAsOrdered = stamp !== null && canonicalJson(orderOf(stamp)) === canonicalJson(order);
    const version = await sourcesHash(installation);
    if (isAsOrdered && stamp.version === version)
      view.line(`${count(order.customers)} customers were generated before, in ${store.location('raw/')}`);
    else {
      const { seconds } = await make(order, options, view, shell);
      view.line(`Generated ${count(order.customers)} customers in ${duration(seconds.draw + seconds.write)}`);
      if (stamp && !isAsOrdered)
        view.line(`Replaced the ${count(stamp.customers)} customers generated before`);
    }
    return await generatedTable(store);
  } finally {
    view.close();
  }
}

async function make(order: GenerationOrder, options: HomeOptions, view: ProgressView, shell: Shell) {
  const store = folderStore(variablesOf(options, shell));
  const threads = environmentOf(shell.env).ENGAGE_THREADS ?? availableParallelism();
  // Without the stamp nothing vouches for the files, so an interrupted generation begins anew.
  await store.remove(STAMP_KEY);
  const report = await generate({
    customers: order.customers,
    seed: order.seed,
    asOf: order.asOf,
    plants: parsePlants(order.plants.join(',')),
    writer: createTableWriter(store, { threads }),
    threads,
    store,
    progress: view,
    signal: shell.signal,
  });
  const sizes = new Map(
    [...(await store.list('raw/')), ...(await store.list('truth/'))].map(({ key, bytes }) => [key, bytes]),
  );
  const stamp: GenerationStamp = {
    ...order,
    plants: [...order.plants],
    version: await sourcesHash(installation),
    table: report.tableKey,
    files: report.keys.map((key) => ({ key, bytes: sizes.get(key) ?? 0 })),
  };
  await store.write(STAMP_KEY, canonicalJson(stamp, true));
  return report;
}

function orderOf({ customers, seed, plants, asOf }: GenerationStamp): GenerationOrder {
  return { customers, seed, plants, asOf };
}
