/** A table, and when it is run on: nothing starts while table, release and models are as they were. */
export interface Schedule {
  /** AWS `cron(…)` or `rate(…)`, in UTC. */
  readonly at: string;
  /** Its key below `raw/`; outcomes that the contract names lie beside it. */
  readonly table: string;
}

/** What differs between environments, and nothing else does. */
export interface Environment {
  /** What its stack and every resource in it are named after. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Zones that subnets lie in: two at least where tasks have to survive the loss of one. */
  readonly zones: readonly string[];
  readonly network: {
    /** Range of the VPC, /16 to /24. */
    readonly cidr: string;
    /**
     * `public`: tasks have public addresses, no way in, and ports 443 alone out, which costs nothing when idle. `private`:
     * no way to the internet; AWS is reached through interface endpoints, each some $7.3 a month and zone.
     */
    readonly placement: 'public' | 'private';
  };
  readonly retention: {
    /** Days that a run's folder is kept. */
    readonly runs: number;
    /** Days that versions of raw data are kept after they were replaced or removed. */
    readonly oldVersions: number;
    /** One of the periods that CloudWatch knows. */
    readonly logs: number;
    /** Days in which a key that is to be destroyed can still be had back: 7 to 30. */
    readonly key: number;
  };
  /** What the scoring API answers before it says 429. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  /** Executions that are kept for the scoring API, of those that the account has; null for none. */
  readonly reservedConcurrency: number | null;
  readonly money: {
    /** What one run may cost by its estimate; a run above it is refused before it starts. */
    readonly runCapUsd: number;
    /** Runs that the budget has room for. */
    readonly runsPerMonth: number;
  };
  /** What starts a run by itself; by hand one can always be started. */
  readonly triggers: {
    /** What a new table among the raw data is for: a run that trains on it, or one that scores it; null for nothing. */
    readonly onNewData: 'train' | 'score' | null;
    /** When a table is trained on; null for never. */
    readonly train: Schedule | null;
    /** When a table is scored with the models that were trained last: another one than theirs. */
    readonly score: Schedule | null;
  };
  /** What is watched: runs and the queues of what failed, or the start of runs, the scoring API and Lambda's limit as well. */
  readonly alarms: 'runs' | 'all';
  /** Whether there is a knowledge base with a guardrail, for an assistant. */
  readonly hasKnowledge: boolean;
  /** Whether what holds data refuses to be destroyed. */
  readonly isProtected: boolean;
}
