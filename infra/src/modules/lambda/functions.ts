import {
  FUNCTION_MB,
  taskAccess,
  taskBindings,
  taskNames,
  type LambdaApp,
  type TaskName,
} from '@engage/pipeline';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { AppFunction } from './app-function.ts';

/** What a function can have at most. */
const MOST_SECONDS = 900;
/** Where DuckDB puts what does not fit into memory. */
const DISK_MB = 4096;

/** The pipeline's functions. */
export class Functions extends Construct {
  readonly arns: Readonly<Record<LambdaApp, string>>;

  /** @param release what is deployed: `releases/<release>/<app>.zip` of the data bucket */
  constructor(scope: Construct, id: string, environment: Environment, keyArn: string, release: string) {
    super(scope, id);
    const arnOf = (app: LambdaApp): string => {
      const states = taskNames.filter((name) => taskBindings[name].app === app);
      const longest = Math.max(...states.map((state) => taskBindings[state].timeoutSeconds));
      return new AppFunction(this, app, environment, {
        app,
        description: `States of the pipeline: ${states.join(', ')}`,
        memoryMb: FUNCTION_MB[app],
        timeoutSeconds: Math.min(MOST_SECONDS, longest),
        diskMb: DISK_MB,
        permissions: states.map((state) =>
          ofState(state, taskPolicy(environment, taskAccess[state], keyArn)),
        ),
        keyArn,
        release,
      }).arn;
    };
    const arns = (Object.keys(FUNCTION_MB) as LambdaApp[]).map((app) => [app, arnOf(app)] as const);
    this.arns = Object.fromEntries(arns) as Record<LambdaApp, string>;
  }
}

/** Statements of several states in one policy have names of their own. */
function ofState(state: TaskName, { Version, Statement }: PolicyDocument): PolicyDocument {
  return { Version, Statement: Statement.map((its) => ({ ...its, Sid: `${state}${its.Sid}` })) };
}
