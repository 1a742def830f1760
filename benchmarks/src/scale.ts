import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { engage, stagesOf, versionsOf } from './engage.ts';
import { measureMedian } from './measure.ts';

/** The main job at a size and at ten times that size. */
export const scale: Benchmark = {
  name: 'scale',
  about: 'the main job on ten times as many customers, with everyone’s reasons and without',
  async run({ customers, repeats, cache, say }) {
    const measurements = [];
    const verdicts = [];
    let versions: Record<string, string> = {};
    for (const explain of ['none', 'all']) {
      const home = join(cache, 'scaled');
      const clear = (): void => rmSync(home, { recursive: true, force: true });
      const words = explain === 'all' ? 'everyone’s reasons' : 'no reasons';
      const seconds: number[] = [];
      for (const size of [customers, 10 * customers]) {
        say(`Engage on ${size} customers, ${words}`);
        const command = engage('start', '--customers', String(size), '--home', home, '--explain', explain);
        const taken = await measureMedian(command, cache, size === customers ? repeats : 1, clear);
        seconds.push(taken.seconds);
        const stages = Object.entries(stagesOf(home)).map(([name, value]) => `${name} ${value.toFixed(2)}`);
        const what = `Start with ${size}, ${words}`;
        measurements.push({ what, seconds: taken.seconds, peakMb: taken.peakMb, note: stages.join(', ') });
        versions = versionsOf(home);
      }
      const value = seconds[1]! / seconds[0]!;
      verdicts.push({ what: `Ten times the rows, ${words}`, value, unit: '×', goal: { atMost: 11 } });
      clear();
    }
    return { measurements, verdicts, versions };
  },
};
