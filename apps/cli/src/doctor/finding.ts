/** One thing that a run or a deployment needs. */
export interface Finding {
  readonly name: string;
  readonly isFine: boolean;
  readonly found: string;
  /** How to mend it, where it is not fine. */
  readonly advice?: string;
}
