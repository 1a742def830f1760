import { columnWords, type ReferenceValues } from '@engage/explain';
import type { IntervalModel } from '@engage/intervals';
import type { Calibration } from '@engage/model';
import type { QueryEngine, RunContext } from '@engage/run';
import { columnOf, type Column, type Contract } from '@engage/schema';
import { readForest } from '@engage/trees';
import { z } from 'zod';
import { globalRankingSchema } from '../findings/explanation-file.ts';
import { readJson } from '../findings/read-json.ts';
import { gatherExamples } from './gather-examples.ts';
import { packForest } from './pack-forest.ts';
import type { Control, Example, WhatIfData, WhatIfModel } from './what-if-data.ts';

/** Features that can be moved. */
const CONTROLS = 8;

/** `curated/profile.json`, as far as the ends of sliders need it. */
const rangesSchema = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      range: z.object({ p01: z.number().optional(), p99: z.number().optional() }).optional(),
    }),
  ),
});

/**
 * Everything that the page needs to score customers by itself; null where the run has no models, reasons or segments
 * to make it from.
 */
export async function gatherWhatIf(run: RunContext, engine: QueryEngine): Promise<WhatIfData | null> {
  const { contract, layout, store } = run;
  const needed = [
    layout.encoding,
    layout.ensemble,
    layout.reference,
    ...contract.models.flatMap(({ name }) => [
      layout.model(name, 'model.ubj'),
      layout.model(name, 'calibration.json'),
    ]),
  ];
  for (const key of needed) if (!(await store.exists(key))) return null;
  const read = async (key: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await store.read(key)));
  const encoding = (await read(layout.encoding)) as WhatIfData['encoding'];
  const reference = (await read(layout.reference)) as ReferenceValues;
  const models: WhatIfModel[] = [];
  for (const { name } of contract.models) {
    const kept = (await read(layout.model(name, 'calibration.json'))) as { calibration: Calibration };
    const forest = readForest(await store.read(layout.model(name, 'model.ubj')));
    const key = layout.model(name, 'intervals.json');
    const intervals = (await store.exists(key)) ? ((await read(key)) as IntervalModel) : null;
    models.push({ forest: packForest(forest), calibration: kept.calibration, intervals });
  }
  const examples: Example[] = [
    { name: 'The typical customer', values: reference.typical.at(-1) ?? [], labels: null },
    ...(await gatherExamples(run, engine, reference.columns, encoding)),
  ];
  const controls = await controlsOf(run, encoding, reference, examples);
  return { contract: lean(contract), encoding, reference, models, controls, examples };
}

/** The contract with only what scoring and telling reasons need. */
function lean(contract: Contract): Contract {
  const used = new Set(contract.models.flatMap(({ features, target }) => [...features, target]));
  const columns = contract.columns.filter(
    ({ name }) => used.has(name) || contract.peerGroup.includes(name) || name === contract.idColumn,
  );
  return {
    ...contract,
    description: '',
    columns: columns.map((column) => ({ ...column, description: '', examples: [], pattern: null })),
    rules: [],
    protectedBands: [],
    activity: [],
    source: '',
  };
}

/** The features with the largest share in all models together, as sliders and lists. */
async function controlsOf(
  run: RunContext,
  encoding: WhatIfData['encoding'],
  reference: ReferenceValues,
  examples: readonly Example[],
): Promise<Control[]> {
  const shares = new Map<string, number>();
  for (const { name } of run.contract.models) {
    const key = `${run.layout.root}explanations/${name}.global.json`;
    const ranking = await readJson(run, key, globalRankingSchema);
    for (const { feature, share } of ranking?.features ?? [])
      shares.set(feature, (shares.get(feature) ?? 0) + share);
  }
  const profile = await readJson(run, run.layout.profile, rangesSchema);
  const strongest = [...shares].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const controls = strongest.flatMap((name): Control[] => {
    const column = columnOf(run.contract, name);
    const words = encoding[name];
    const label = labelOf(column);
    if (words !== undefined)
      return [
        {
          column: name,
          label,
          kind: { options: words.map((text, value) => ({ value, text: spoken(text) })) },
        },
      ];
    // Peers are told apart by texts; what a number's text would be, the page does not know.
    if (run.contract.peerGroup.includes(name)) return [];
    if (column.type === 'boolean')
      return [
        {
          column: name,
          label,
          kind: {
            options: [
              { value: 0, text: 'no' },
              { value: 1, text: 'yes' },
            ],
          },
        },
      ];
    const range = profile?.columns.find((candidate) => candidate.name === name)?.range;
    const place = reference.columns.indexOf(name);
    const shown = examples.flatMap(({ values }) => values[place] ?? []);
    const kind = rangeOf([range?.p01 ?? [], range?.p99 ?? [], shown].flat(), column.type === 'integer');
    return kind === null ? [] : [{ column: name, label, kind }];
  });
  return controls.slice(0, CONTROLS);
}

/** A slider over all those values in about a hundred steps of a round size; null where there is nothing to move. */
function rangeOf(values: readonly number[], isWhole: boolean): Control['kind'] | null {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(low < high)) return null;
  const rough = (high - low) / 100;
  const size = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].map((factor) => factor * size).find((step) => step >= rough) ?? rough;
  const step = Number((isWhole ? Math.max(1, Math.round(round)) : round).toPrecision(3));
  const ends = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  return { low: Number(ends[0]!.toPrecision(12)), high: Number(ends[1]!.toPrecision(12)), step };
}

/** "Feed time, minutes a day". */
function labelOf(column: Column): string {
  const { noun, unit } = columnWords(column);
  const named = noun.split(' ').includes(unit.measure);
  const measure = unit.kind === 'percent' ? '%' : named ? '' : unit.measure;
  const tail = [measure, unit.period].filter((part) => part !== '').join(' ');
  const text = tail === '' ? noun : measure === '' ? `${noun} ${tail}` : `${noun}, ${tail}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function spoken(word: string): string {
  return word.replaceAll('_', ' ');
}
