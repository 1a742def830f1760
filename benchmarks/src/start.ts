import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, BenchOptions, Measurement, Verdict } from './benchmark.ts';
import { engage, stagesOf, versionsOf } from './engage.ts';
import { measure, measureMedian, ROOT, type Taken } from './measure.ts';
import { planOf, type PlanOptions } from './plan.ts';
import { pythonStack } from './python-stack.ts';

/** The main job from nothing to the report, with and without reasons, against Python doing the same on the same file. */
export const start: Benchmark = {
  name: 'start',
  about: 'the main job, generation to report, against the Python stack on the same file',
  async run(options) {
    const { customers, repeats, cache, say } = options;
    const python = await pythonStack(cache, say);
    const home = join(cache, `start-${customers}`);
    const clear = (): void => rmSync(home, { recursive: true, force: true });
    const clearRuns = (): void => rmSync(join(home, 'runs'), { recursive: true, force: true });
    const size = ['--customers', String(customers), '--home', home];

    say('Engage, generation to report, no reasons');
    const bare = await measureMedian(engage('start', '--explain', 'none', ...size), cache, repeats, clear);
    say('Engage, generation to report, everyone’s reasons');
    const full = await measureMedian(engage('start', ...size), cache, repeats, clear);
    const stages = stagesOf(home);
    const onFile = (explain: string) =>
      measureMedian(engage('run', '--home', home, '--explain', explain), cache, repeats, clearRuns);
    say('Engage on the file, no reasons');
    const bareOnFile = await onFile('none');
    say('Engage on the file, everyone’s reasons');
    const fullOnFile = await onFile('all');

    const peer = (words: string, plan: PlanOptions, times: number): Promise<Taken> => {
      say(`Python on the file, ${words}`);
      return pythonPipeline(python.program, home, plan, options, times);
    };
    const same = await peer(
      'same models, no reasons',
      { models: 'same', explain: false, sample: null },
      repeats,
    );
    const told = await peer('same models, reasons', { models: 'same', explain: true, sample: null }, 1);
    const sample = options.sample;
    const usual = await peer(
      '300 trees of depth 6, explained',
      { models: 'default', explain: true, sample },
      1,
    );

    const measurements: Measurement[] = [
      row('Engage: generate to report, no reasons', bare),
      row('Engage: generate to report, everyone’s reasons', full, stagesText(stages)),
      row('Engage: the file to report, no reasons', bareOnFile),
      row('Engage: the file to report, everyone’s reasons', fullOnFile),
      row('Python: same models, no reasons', same, stagesText(pythonStages(same))),
      row('Python: same models, everyone’s reasons', told, stagesText(pythonStages(told))),
      row(
        `Python default: 300 trees × depth 6, ${sample === null ? 'everyone' : `ONLY ${sample} customers`} explained`,
        usual,
        stagesText(pythonStages(usual)),
      ),
    ];
    const verdicts: Verdict[] = [
      {
        what: 'Generation to report, everyone’s reasons',
        value: full.seconds,
        unit: 's',
        goal: { atMost: 20 },
      },
      { what: 'Generation to report, no reasons', value: bare.seconds, unit: 's', goal: { atMost: 8 } },
      { what: 'Peak memory', value: full.peakMb, unit: 'MB', goal: { atMost: 1500 } },
      ratio('Python, same models, no reasons', same, bareOnFile, 2),
      ratio('Python, same models, everyone’s reasons', told, fullOnFile, null),
      ratio(
        sample === null ? 'Python default' : `Python default with only ${sample} customers explained`,
        usual,
        fullOnFile,
        sample === null ? 5 : null,
      ),
    ];
    return { measurements, verdicts, versions: { ...versionsOf(home), ...python.versions } };
  },
};

async function pythonPipeline(
  program: string,
  home: string,
  plan: PlanOptions,
  { cache }: BenchOptions,
  repeats: number,
): Promise<Taken> {
  const out = join(cache, 'python-run');
  const file = join(cache, 'plan.json');
  writeFileSync(file, JSON.stringify(planOf(home, plan)));
  const command = { program, arguments: [join(ROOT, 'benchmarks/python/pipeline.py'), file, out] };
  const clear = (): void => rmSync(out, { recursive: true, force: true });
  if (repeats > 1) return measureMedian(command, cache, repeats, clear);
  clear();
  return measure(command, cache);
}

function pythonStages({ stdout }: Taken): Record<string, number> {
  return (JSON.parse(stdout) as { stages: Record<string, number> }).stages;
}

function stagesText(stages: Readonly<Record<string, number>>): string {
  return Object.entries(stages)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`)
    .join(', ');
}

function row(what: string, { seconds, peakMb }: Taken, note?: string): Measurement {
  return { what, seconds, peakMb, ...(note !== undefined && { note }) };
}

/** How many times as long the peer takes. */
function ratio(what: string, peer: Taken, ours: Taken, atLeast: number | null): Verdict {
  const goal = atLeast === null ? null : { atLeast };
  return { what: `Times faster than ${what}`, value: peer.seconds / ours.seconds, unit: '×', goal };
}
