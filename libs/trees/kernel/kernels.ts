import { histogramSource } from './histogram-source.ts';
import { lookUpSource } from './look-up-source.ts';

/** A WebAssembly module made from the AssemblyScript of one folder. */
export interface Kernel {
  /** Name of the embedded module. */
  readonly name: string;
  /** Folder below `kernel/` whose `index.ts` is compiled; the name by default. */
  readonly folder?: string;
  /** Sources that are generated rather than written: path below `kernel/` → text. */
  readonly generated?: Readonly<Record<string, string>>;
  /** Further options of the compiler. */
  readonly options: readonly string[];
}

const SIMD = ['--enable', 'simd'];
/** Threads train in one memory. Its size is the host's business: these are the least and the most there can be. */
const SHARED_MEMORY = [
  ...['--enable', 'threads', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--disableWarning', '201'],
];
const BOOST = { folder: 'boost', generated: { 'boost/histogram.ts': histogramSource() } };

export const KERNELS: readonly Kernel[] = [
  { name: 'score', options: SIMD, generated: { 'score/lookup.ts': lookUpSource() } },
  { ...BOOST, name: 'boost', options: [...SIMD, ...SHARED_MEMORY] },
  { ...BOOST, name: 'boost-scalar', options: SHARED_MEMORY },
];
