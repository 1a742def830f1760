import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { engage } from './engage.ts';
import { measureMedian } from './measure.ts';

/** The generator at a size and at ten times that size. */
export const generate: Benchmark = {
  name: 'generate',
  about: 'generating customers, and ten times as many',
  async run({ customers, repeats, cache, say }) {
    const home = join(cache, 'generated');
    const clear = (): void => rmSync(home, { recursive: true, force: true });
    const at = (size: number, times: number) => {
      say(`Generating ${size} customers`);
      return measureMedian(
        engage('generate', '--customers', String(size), '--home', home),
        cache,
        times,
        clear,
      );
    };
    const small = await at(customers, repeats);
    const large = await at(10 * customers, 1);
    clear();
    const isWhole = customers === 100_000;
    return {
      measurements: [
        { what: `Generate ${customers}`, seconds: small.seconds, peakMb: small.peakMb },
        { what: `Generate ${10 * customers}`, seconds: large.seconds, peakMb: large.peakMb },
      ],
      verdicts: [
        {
          what: `Generate ${customers}`,
          value: small.seconds,
          unit: 's',
          goal: isWhole ? { atMost: 1.5 } : null,
        },
        {
          what: `Generate ${10 * customers}`,
          value: large.seconds,
          unit: 's',
          goal: isWhole ? { atMost: 12 } : null,
        },
        {
          what: 'Peak memory of the larger',
          value: large.peakMb,
          unit: 'MB',
          goal: isWhole ? { atMost: 2000 } : null,
        },
      ],
      versions: { Node: process.version },
    };
  },
};
