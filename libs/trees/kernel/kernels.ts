import { histogramSource } from './histogram-source.ts';
import { lookUpSource } from './look-up-source.ts';

/** A WebAssembly module made from the AssemblyScript of one folder. */
export interface Kernel {
  /** Folder below `kernel/` whose `index.ts` is compiled, and the name of the embedded module. */
  readonly name: string;
  /** Sources that are generated rather than written: path below `kernel/` → text. */
  readonly generated?: Readonly<Record<string, string>>;
  /** Further options of the compiler. */
  readonly options: readonly string[];
}

export const KERNELS: readonly Kernel[] = [
  { name: 'score', options: [], generated: { 'score/lookup.ts': lookUpSource() } },
  {
    name: 'boost',
    // Threads train in one memory. Its size is the host's business: these are the least and the most there can be.
    options: [
      '--enable',
      'threads',
      '--sharedMemory',
      '--initialMemory',
      '1',
      '--maximumMemory',
      '65536',
      '--disableWarning',
      '201',
    ],
    generated: { 'boost/histogram.ts': histogramSource() },
  },
];
