import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { engage, stagesOf, versionsOf } from '../engage.ts';
import { measureMedian } from '../measure.ts';
import type { Group } from './group.ts';

/** The whole job with everyone's reasons, from generation to the report, and what each stage took of it. */
export const whole: Group = {
  name: 'whole',
  async run({ smoke, customers, repeats, cache, say }) {
    say('Generation to report, everyone’s reasons');
    const count = smoke ? 1_000 : customers;
    const home = join(cache, `trees-whole-${count}`);
    const clear = (): void => rmSync(home, { recursive: true, force: true });
    const command = engage('start', '--customers', String(count), '--home', home);
    const taken = await measureMedian(command, cache, repeats, clear);
    const stages = Object.entries(stagesOf(home));
    const share = (seconds: number): string => `${((100 * seconds) / taken.seconds).toFixed(0)} %`;
    const note = stages
      .map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s (${share(seconds)})`)
      .join(', ');
    const what = `Generation to report, ${count} customers, everyone’s reasons`;
    return {
      measurements: [
        {
          what,
          seconds: taken.seconds,
          peakMb: taken.peakMb,
          note: `${note}; some stages run beside others`,
        },
      ],
      verdicts: [{ what, value: taken.seconds, unit: 's', goal: { atMost: 6 } }],
      versions: versionsOf(home),
    };
  },
};
