/** A WebAssembly module made from the AssemblyScript of one folder. */
export interface Kernel {
  /** Folder below `kernel/` whose `index.ts` is compiled, and the name of the embedded module. */
  readonly name: string;
  /** Further options of the compiler. */
  readonly options: readonly string[];
}

export const KERNELS: readonly Kernel[] = [{ name: 'score', options: [] }];
