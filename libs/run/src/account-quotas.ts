/** What AWS allows an account in one region: the port behind which AWS's own answers about it are. */
export interface AccountQuotas {
  /** Executions of functions at the same time: in all, and those that no function has reserved. */
  functions(): Promise<{ readonly concurrent: number; readonly unreserved: number }>;
  /** Processors of containers at the same time, started on demand; and whose quota it is, where the answer says so. */
  containers(): Promise<{ readonly vcpus: number; readonly account?: string }>;
  /** What keeps the account from asking a model, in AWS's words; empty where nothing does. */
  obstacles(model: string): Promise<readonly string[]>;
}
