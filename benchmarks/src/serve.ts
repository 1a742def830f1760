import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseContract, type Contract } from '@engage/schema';
import { zipOf } from '../../tools/install/zip-of.ts';
import { median, type Benchmark, type Measurement, type Verdict } from './benchmark.ts';
import { engage, generated, versionsOf } from './engage.ts';
import { closedLoop, openLoop, percentile, type Load, type LoadResult } from './load.ts';
import { measure, ROOT, run } from './measure.ts';

/** Requests a second of the open loop. */
const PACE = 500;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 32;
/** Different customers that requests are made of. */
const CUSTOMERS = 500;
const BATCH_ROWS = 1_000;

/** The scoring server under load from the same machine, and the function's zip and cold start. */
export const serve: Benchmark = {
  name: 'serve',
  about: 'scores over HTTP: latency at a fixed pace, answers a second at most, the function’s zip and start',
  async run({ customers, repeats, cache, say }) {
    const home = join(cache, `serve-${customers}`);
    if (!existsSync(join(home, 'runs/latest'))) {
      say(`Preparing ${customers} customers`);
      await generated(home, customers, cache);
      await measure(engage('run', '--home', home), cache);
    }
    const rows = await customersOf(home);
    const bodyOf = (options: object, some: readonly object[]) =>
      JSON.stringify({ ...options, customers: some });
    const single = (options: object) => rows.map((row) => bodyOf(options, [row]));
    const many = Array.from({ length: BATCH_ROWS }, (_, i) => rows[i % rows.length]!);
    const server = await startServer(home);
    const results = new Map<string, LoadResult[]>();
    const inServerMs: number[] = [];
    try {
      const load = (bodies: readonly string[], more: Partial<Load> = {}): Load => ({
        port: server.port,
        path: '/v1/score',
        bodies,
        connections: CONNECTIONS,
        seconds: SECONDS,
        ...more,
      });
      await closedLoop(load(single({ reasons: 3 }), { seconds: WARM_UP_SECONDS }));
      const keep = (name: string, result: LoadResult) => {
        if (result.failed > 0)
          throw new Error(`Expected every answer to be 200, found ${result.failed} others`);
        results.set(name, [...(results.get(name) ?? []), result]);
      };
      for (let k = 0; k < repeats; k++) {
        say(`Round ${k + 1} of ${repeats}`);
        const before = await durationsOf(server.port);
        keep('pace', await openLoop(load(single({ reasons: 3 })), PACE));
        inServerMs.push(boundOf(before, await durationsOf(server.port), 0.99));
        keep('predictions', await closedLoop(load(single({ reasons: 0 }))));
        keep('reasons', await closedLoop(load(single({ reasons: 3 }))));
        keep('batch', await closedLoop(load([bodyOf({ reasons: 3 }, many)], { connections: 2 })));
      }
    } finally {
      server.child.kill('SIGTERM');
    }
    const of = (name: string, value: (result: LoadResult) => number) => median(results.get(name)!.map(value));
    const function_ = await coldStart(home, cache, repeats, bodyOf({ reasons: 3 }, rows.slice(0, 1)));
    const p99 = of('pace', (result) => percentile(result, 0.99));
    const rate = (name: string) => of(name, ({ perSecond }) => perSecond);
    const ms = (name: string, share: number) => of(name, (result) => percentile(result, share)).toFixed(2);
    const spread = (name: string) => `p50 ${ms(name, 0.5)}, p99 ${ms(name, 0.99)}, most ${ms(name, 1)} ms`;
    const measurements: Measurement[] = [
      row(
        `${PACE} requests/s of one customer, three reasons a model`,
        rate('pace'),
        `${spread('pace')}; the server itself took at most ${median(inServerMs)} ms for 99 % of them`,
      ),
      row('At most: one customer, predictions alone', rate('predictions'), spread('predictions')),
      row('At most: one customer, three reasons a model', rate('reasons'), spread('reasons')),
      row(
        `At most: ${BATCH_ROWS} customers, three reasons a model`,
        BATCH_ROWS * rate('batch'),
        spread('batch'),
        'rows/s',
      ),
      {
        what: 'Function: start of the process to the first answer',
        seconds: function_.seconds,
        peakMb: function_.peakMb,
        note: `of which Node itself takes ${function_.nodeSeconds.toFixed(3)} s`,
      },
    ];
    const verdicts: Verdict[] = [
      { what: `p99 at ${PACE} requests/s`, value: p99, unit: 'ms', goal: { atMost: 5 } },
      {
        what: 'Requests a second, predictions alone',
        value: rate('predictions'),
        unit: '/s',
        goal: { atLeast: 3_000 },
      },
      {
        what: 'Requests a second, reasons of three models',
        value: rate('reasons'),
        unit: '/s',
        goal: { atLeast: 1_500 },
      },
      { what: 'Zip of the function', value: function_.zipMb, unit: 'MB', goal: { atMost: 2 } },
      {
        what: 'Cold start beyond Node’s own',
        value: function_.seconds - function_.nodeSeconds,
        unit: 's',
        goal: null,
      },
    ];
    return { measurements, verdicts, versions: versionsOf(home) };
  },
};

function row(what: string, value: number, note: string, unit = 'requests/s'): Measurement {
  return { what, seconds: Number.NaN, peakMb: null, rate: { value, unit }, note };
}

/** Customers of the run as requests have them: the columns that its models read. */
async function customersOf(home: string): Promise<object[]> {
  const contract = contractOf(home);
  const read = new Set([...contract.models.flatMap(({ features }) => features), ...contract.peerGroup]);
  const columns = contract.columns.filter(({ name }) => name === contract.idColumn || read.has(name));
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const sql = `select ${names} from curated order by "${contract.idColumn}" limit ${CUSTOMERS}`;
  const { program, arguments: words } = engage('query', sql, '--json', '--home', home);
  const rows = JSON.parse(await run({ program, arguments: words })) as Record<string, unknown>[];
  // A query gives whole numbers as text.
  const whole = columns.filter(({ type }) => type === 'integer').map(({ name }) => name);
  for (const its of rows) for (const name of whole) if (its[name] !== null) its[name] = Number(its[name]);
  return rows;
}

function contractOf(home: string): Contract {
  const runId = readFileSync(join(home, 'runs/latest'), 'utf8').trim();
  const text = readFileSync(join(home, 'runs', runId, 'request.json'), 'utf8');
  const { contract } = JSON.parse(text) as { contract: { text: string; name: string } };
  return parseContract(contract.text, contract.name);
}

/** A server in a process of its own, its log thrown away but written. */
function startServer(home: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const { program, arguments: words } = engage('serve', '--port', '0', '--json', '--home', home);
  const child = spawn(program, [...words], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (!text.includes('\n')) return;
      resolve({ child, port: Number(new URL((JSON.parse(text) as { url: string }).url).port) });
    });
    child.on('close', () => reject(new Error('Expected a server, found a process that ended')));
  });
}

/** Requests for scores by the upper bound of their bucket, in ms, as the server counts them from head to answer. */
async function durationsOf(port: number): Promise<Map<number, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const buckets = text.matchAll(/duration_seconds_bucket\{route="\/v1\/score",le="([^"]+)"\} (\d+)/g);
  return new Map(
    [...buckets].map(([, le, count]) => [1000 * (le === '+Inf' ? Infinity : Number(le)), Number(count)]),
  );
}

/** The bound, in ms, that a share of the requests between two looks did not exceed. */
function boundOf(before: Map<number, number>, after: Map<number, number>, share: number): number {
  const counts = [...after].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)] as const);
  const total = counts.at(-1)?.[1] ?? 0;
  return counts.find(([, count]) => count >= share * total)?.[0] ?? Number.NaN;
}

/** The function's bundle as a zip, and how long a process takes from its start to the first answer. */
async function coldStart(home: string, cache: string, repeats: number, body: string) {
  await run({ program: process.execPath, arguments: ['tools/build/build.ts', 'apps/lambda-score'] });
  const folder = join(cache, 'function');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(ROOT, 'dist/apps/lambda-score'), folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const zip = zipOf(files.map((name) => ({ name, body: readFileSync(name), isDeflated: true })));
  const event = {
    version: '2.0',
    rawPath: '/v1/score',
    headers: { 'content-type': 'application/json' },
    requestContext: { stage: '$default', http: { method: 'POST' } },
    body,
  };
  const code =
    `const { handler } = await import('./main.mjs'); const { statusCode } = await handler(${JSON.stringify(event)});` +
    `if (statusCode !== 200) process.exit(1); console.log(process.resourceUsage().maxRSS / 1024);`;
  const env = { ENGAGE_HOME: join(home), ENGAGE_LOG_LEVEL: 'error' };
  const timed = (source: string) => {
    const begin = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`Expected the function to answer, found ${stderr.slice(-500)}`);
    return { seconds: (performance.now() - begin) / 1000, stdout };
  };
  const starts = Array.from({ length: repeats }, () => timed(code));
  const bare = Array.from({ length: repeats }, () => timed('console.log(0)'));
  return {
    zipMb: zip.length / 2 ** 20,
    seconds: median(starts.map(({ seconds }) => seconds)),
    nodeSeconds: median(bare.map(({ seconds }) => seconds)),
    peakMb: Math.max(...starts.map(({ stdout }) => Number(stdout))),
  };
}
