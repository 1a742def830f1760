import type { Definition, JsonObject, State } from './definition.ts';
import {
  taskBindings,
  taskNames,
  type EcsApp,
  type LambdaApp,
  type TaskBinding,
  type TaskName,
} from './task-bindings.ts';

/** Where a container of one app runs. */
export interface EcsTarget {
  readonly cluster: string;
  readonly taskDefinition: string;
  /** Name of the container in that task definition. */
  readonly container: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Whether a task is given a public address, which one in a public subnet needs to reach AWS; not by default. */
  readonly hasPublicAddress?: boolean;
  /** ARN of the role that a state's task takes, by state; that of the task definition where none is given. */
  readonly roles?: Readonly<Partial<Record<TaskName, string>>>;
}

/** What differs between places: infrastructure fills in real addresses, the local runner placeholders. */
export interface StateMachineOptions {
  /** ARN of the function behind each Lambda app. */
  readonly functions: Readonly<Record<LambdaApp, string>>;
  readonly containers: Readonly<Record<EcsApp, EcsTarget>>;
}

/**
 * What an execution is started with. The run's request stands in the store already; `table` and `truth` are
 * paths or `s3://` URIs, `truth` empty when the truth is not known; `models` is the id of the run whose models are used,
 * empty where they are to be trained. (A container's environment has no null.)
 */
export interface ExecutionInput {
  readonly runId: string;
  readonly table: string;
  readonly truth: string;
  readonly models: string;
}

/** Errors that the same attempt would meet again: never retried. */
export const permanentErrors: readonly string[] = ['InputError', 'ContractError', 'InterruptedError'];

/**
 * What Step Functions calls it when no container could be started: no capacity, a throttled look-up, ECS itself.
 * (`States.TaskFailed` would match these as well as containers that ran and ended with an error.)
 */
export const placementErrors: readonly string[] = [
  'AmazonECS.Unknown',
  'ECS.AmazonECSException',
  'ECS.InvalidParameterException',
  'ECS.ServerException',
];

/**
 * The one definition of the pipeline (Amazon States Language, JSONPath), plain JSON.
 *
 * @example stateMachine(localResources()).StartAt // 'Cleanup'
 */
export function stateMachine(options: StateMachineOptions): Definition {
  const task = (name: TaskName, next?: string): State =>
    taskBindings[name].kind === 'ecs'
      ? ecsTask(name, options.containers[taskBindings[name].app as EcsApp], next)
      : lambdaTask(name, options.functions[taskBindings[name].app as LambdaApp], next);
  return {
    Comment: 'From a raw table to predictions that were measured, reasons, results and a report',
    StartAt: 'Cleanup',
    States: {
      ...withFailure('Cleanup', task('Cleanup', 'Prepare')),
      ...withFailure('Prepare', task('Prepare', 'WhoseModels')),
      WhoseModels: {
        Type: 'Choice',
        Choices: [{ Variable: '$.models', StringEquals: '', Next: 'Learn' }],
        Default: 'Adopt',
      },

      ...withFailure('Learn', parallel('Learn', ['Train', 'Profile'], task, 'Evaluate')),
      ...withFailure('Evaluate', task('Evaluate', 'Predict')),
      ...withFailure('Adopt', task('Adopt', 'Predict')),
      ...withFailure('Predict', task('Predict', 'Ensemble')),
      ...withFailure('Ensemble', task('Ensemble', 'Deliver')),
      ...withFailure('Deliver', parallel('Deliver', ['QA', 'Results', 'Report'], task, 'Publish')),
      ...withFailure('Publish', task('Publish')),
    },
  };
}

/** Placeholders for a run on this machine, where no ARN is ever called. */
export function localResources(): StateMachineOptions {
  const apps = (kind: 'lambda' | 'ecs') =>
    taskNames.map((name) => taskBindings[name]).filter((binding) => binding.kind === kind);
  const arn = (app: string) => `arn:aws:lambda:local:000000000000:function:${app}`;
  const target = (app: string): EcsTarget => ({
    cluster: 'local',
    taskDefinition: app,
    container: app,
    subnets: ['local'],
    securityGroups: ['local'],
  });
  return {
    functions: Object.fromEntries(apps('lambda').map(({ app }) => [app, arn(app)])) as Record<
      LambdaApp,
      string
    >,
    containers: Object.fromEntries(apps('ecs').map(({ app }) => [app, target(app)])) as Record<
      EcsApp,
      EcsTarget
    >,
  };
}

function lambdaTask(name: TaskName, functionArn: string, next: string | undefined): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: {
      FunctionName: functionArn,
      Payload: {
        stage: name,
        'runId.$': '$.runId',
        ...Object.fromEntries(givenTo(name).map((input) => [`${input}.$`, `$.${input}`])),
      },
    },
    ResultSelector: { 'counts.$': '$.Payload.counts' },
    ResultPath: `$.${name}`,
    ...attempts(name),
    ...onward(next),
  };
}

/** The exit of a container says little, so its success is the stage's marker, which the next state's app demands. */
function ecsTask(name: TaskName, target: EcsTarget, next: string | undefined): State {
  const role = target.roles?.[name];
  const network = {
    Subnets: target.subnets,
    SecurityGroups: target.securityGroups,
    AssignPublicIp: target.hasPublicAddress === true ? 'ENABLED' : 'DISABLED',
  };
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::ecs:runTask.sync',
    Parameters: {
      LaunchType: 'FARGATE',
      Cluster: target.cluster,
      TaskDefinition: target.taskDefinition,
      NetworkConfiguration: { AwsvpcConfiguration: network },
      Overrides: {
        ...(role !== undefined && { TaskRoleArn: role }),
        ContainerOverrides: [{ Name: target.container, Environment: environment(name) }],
      },
    },
    ResultPath: null,
    ...attempts(name),
    ...onward(next),
  };
}

function environment(name: TaskName): JsonObject[] {
  return [
    { Name: 'ENGAGE_STAGE', Value: name },
    { Name: 'ENGAGE_RUN_ID', 'Value.$': '$.runId' },
    ...givenTo(name).map((input) => ({
      Name: `ENGAGE_${input.toUpperCase()}`,
      'Value.$': `$.${input}`,
    })),
  ];
}

function givenTo(name: TaskName): NonNullable<TaskBinding['given']> {
  const binding: TaskBinding = taskBindings[name];
  return binding.given ?? [];
}

function parallel(
  name: string,
  tasks: readonly TaskName[],
  build: (task: TaskName) => State,
  next: string,
): State {
  const branches = tasks.map((task) => ({ StartAt: task, States: withFailure(task, build(task)) }));
  return { Type: 'Parallel', Branches: branches, ResultPath: null, Catch: [catchAll(name)], Next: next };
}

/**
 * A function's error comes with its name, so it is tried again unless the name says that this is in vain. Of a
 * container that ended with an error Step Functions knows `States.TaskFailed` alone, whatever it was, so only what
 * kept it from starting is tried again; an execution started anew goes on at that stage.
 */
function attempts(name: TaskName): JsonObject {
  const repeated = {
    IntervalSeconds: 5,
    MaxAttempts: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  };
  return {
    TimeoutSeconds: taskBindings[name].timeoutSeconds,
    Retry:
      taskBindings[name].kind === 'ecs'
        ? [{ ErrorEquals: placementErrors, ...repeated }]
        : [
            { ErrorEquals: permanentErrors, MaxAttempts: 0 },
            { ErrorEquals: ['States.ALL'], ...repeated },
          ],
    Catch: [catchAll(name)],
  };
}

function catchAll(name: string): JsonObject {
  return { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: failureOf(name) };
}

function withFailure(name: string, state: State): Record<string, State> {
  const failure: State = { Type: 'Fail', Error: failureOf(name), CausePath: '$.error.Cause' };
  return { [name]: state, [failureOf(name)]: failure };
}

function onward(next: string | undefined): JsonObject {
  return next === undefined ? { End: true } : { Next: next };
}

function failureOf(name: string): string {
  return `${name}Failed`;
}
