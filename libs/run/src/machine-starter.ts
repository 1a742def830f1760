/** What the state machine is started with, under a name: the port behind which Step Functions is. */
export interface MachineStarter {
  /**
   * Starts an execution, once for each name.
   *
   * @param name id of the run: whoever starts the same run again finds its execution instead
   * @returns `found` where one of that name has ended; Step Functions does not tell one that still goes from a new one
   */
  start(name: string, input: Readonly<Record<string, string>>): Promise<'started' | 'found'>;
}
