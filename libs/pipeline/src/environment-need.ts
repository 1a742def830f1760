/** What an environment asks of its account beyond what a run takes. */
export interface EnvironmentNeeds {
  /** Region where no variable names another. */
  readonly region: string;
  /** Executions that are kept for its functions; null where none are. */
  readonly reservedConcurrency: number | null;
  /** Models of Bedrock that it asks. */
  readonly models: readonly string[];
}
