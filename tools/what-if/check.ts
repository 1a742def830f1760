/**
 * `node tools/what-if/check.ts [home]`: lets Chromium open the report of the latest run and compares what its page says
 * with what `engage explain` says of the same customers, with WebAssembly and without, and with what Node
 * computes after a move. It expects that `npm start` ran before, and Chromium on the path (or its path in CHROMIUM).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createScorer } from '@engage/trees';
import type { Example, WhatIfData } from '../../libs/reporting/src/what-if/what-if-data.ts';
import { openWhatIf } from '../../libs/reporting/src/what-if/what-if-models.ts';
import { hashOf, type WhatIfState } from '../../libs/reporting/src/what-if/what-if-state.ts';
import { dataOf, shownIn, withExamples, type Shown } from './page-data.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CUSTOMERS = 4;

/** A way to compute in the page: what the browser is started with, and what becomes of the page. */
interface Setting {
  readonly flags: readonly string[];
  readonly change: (page: string) => string;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  WebAssembly: { flags: [], change: (page) => page },
  'no WebAssembly': { flags: ['--js-flags=--jitless'], change: (page) => page },
  'WebAssembly forbidden': { flags: [], change: (page) => page.replace(" 'wasm-unsafe-eval'", '') },
};

/** `engage explain --json`, as far as it is compared. */
interface Explained {
  readonly models: readonly {
    readonly prediction: number;
    readonly themes: readonly { readonly direction: string; readonly words: string }[];
  }[];
}

const home = process.argv[2] ?? join(ROOT, 'data');
const runId = readFileSync(join(home, 'runs/latest'), 'utf8').trim();
const report = readFileSync(join(home, 'runs', runId, 'report/report.html'), 'utf8');
const data = dataOf(report);
const folder = join(ROOT, '.cache/what-if');
mkdirSync(folder, { recursive: true });
let [passed, failed] = [0, 0];

const customers = customersOf(data);
const explained = [...customers.keys()].map((id) => explain(id));
const probe = '<p id="x"></p><script>document.getElementById("x").textContent = typeof WebAssembly</script>';
const kinds = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, { flags }]) => [
    name,
    />(\w+)<\/p>/.exec(dump(written('probe', probe), '', flags))?.[1],
  ]),
);
if (kinds['no WebAssembly'] !== 'undefined' || kinds['WebAssembly'] !== 'object')
  throw new Error(`Expected a browser with WebAssembly that can do without, found ${JSON.stringify(kinds)}`);
for (const [name, { flags, change }] of Object.entries(SETTINGS)) {
  const page = written('customers', change(withExamples(report, [...customers.values()])));
  [...customers.keys()].forEach((id, example) =>
    compare(`${name}, customer ${id}`, open(page, { example, values: {} }, flags), explained[example]!),
  );
}
const own = written('report', report);
const models = openWhatIf(data, createScorer);
for (const state of statesOf(data)) {
  const { values } = state;
  const answers = models.answer({ example: data.examples[state.example]!, values });
  const expected = answers.map(({ prediction, reasons = [] }) => ({
    prediction,
    reasons: reasons.map(({ words }) => words),
  }));
  compare(hashOf(state), open(own, state, []), expected);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Customers at even distances, as examples of their own. */
function customersOf({ contract, reference }: WhatIfData): Map<string, Example> {
  const id = `"${contract.idColumn}"`;
  const peers = contract.peerGroup.map((name, k) => `, cast(curated."${name}" as varchar) as peer_${k}`);
  const features = reference.columns.map((name, k) => `, features."${name}" as feature_${k}`);
  const sql = `select cast(features.${id} as varchar) as id${features.join('')}${peers.join('')}
    from (select *, row_number() over (order by ${id}) as place, count(*) over () as rows from features) as features
    join curated on curated.${id} = features.${id}
    where place % (rows / ${CUSTOMERS}) = 1 order by features.${id} limit ${CUSTOMERS}`;
  const rows = JSON.parse(engage('query', sql)) as Record<string, string | number | null>[];
  return new Map(
    rows.map((row) => {
      const values = reference.columns.map((_, k) => {
        const value = row[`feature_${k}`] ?? null;
        return value === null || Number.isNaN(Number(value)) ? null : Number(value);
      });
      const labels = contract.peerGroup.map((_, k) => (row[`peer_${k}`] ?? null) as string | null);
      return [String(row['id']), { name: `Customer ${row['id']}`, values, labels }];
    }),
  );
}

function explain(id: string): Shown[] {
  const { models } = JSON.parse(engage('explain', id)) as Explained;
  return models.map(({ prediction, themes }) => ({
    prediction,
    reasons: themes
      .filter(({ direction }) => direction !== 'neither')
      .slice(0, 3)
      .map(({ words }) => words),
  }));
}

/** Every example as it is, and each with one control at either end, and with all of them. */
function statesOf({ controls, examples }: WhatIfData): WhatIfState[] {
  const ends = controls.map(({ column, kind }): [string, number, number] =>
    'options' in kind
      ? [column, kind.options[0]!.value, kind.options.at(-1)!.value]
      : [column, kind.low, kind.high],
  );
  return examples.flatMap((_, example): WhatIfState[] => {
    const [column, low, high] = ends[example % ends.length]!;
    return [
      { example, values: {} },
      { example, values: { [column]: example % 2 === 0 ? low : high } },
      {
        example,
        values: Object.fromEntries(ends.map(([name, least, most], k) => [name, k % 2 ? least : most])),
      },
    ];
  });
}

function written(name: string, text: string): string {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, text);
  return path;
}

function open(path: string, state: WhatIfState, flags: readonly string[]): Shown[] | null {
  return shownIn(dump(path, hashOf(state), flags));
}

/** The document as the browser has it after the page's script ran. */
function dump(path: string, hash: string, flags: readonly string[]): string {
  const given = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    ...flags,
    '--dump-dom',
    `file://${path}${hash}`,
  ];
  return execFileSync(process.env['CHROMIUM'] ?? 'chromium', given, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
    timeout: 60_000,
  });
}

function compare(name: string, shown: Shown[] | null, expected: readonly Shown[]): void {
  const isSame =
    shown?.length === expected.length &&
    shown.every(
      ({ prediction, reasons }, m) =>
        // Engines of JavaScript may differ in the last bit of an exponential.
        Math.abs(prediction - expected[m]!.prediction) <= 1e-12 * Math.abs(prediction) &&
        JSON.stringify(reasons) === JSON.stringify(expected[m]!.reasons),
    );
  if (isSame) passed += 1;
  else {
    failed += 1;
    console.log(
      `${name}: expected ${JSON.stringify(expected)}, found ${shown ? JSON.stringify(shown) : 'a page whose script did not run'}`,
    );
  }
}

function engage(...given: readonly string[]): string {
  const main = join(ROOT, 'apps/cli/src/main.ts');
  return execFileSync(process.execPath, [main, ...given, '--json', '--home', home], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}
