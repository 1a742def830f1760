import { InterruptedError } from '@engage/run';
import { statesOf, type Definition, type Json, type JsonObject } from './definition.ts';
import { ExecutionFailure } from './execution-failure.ts';
import { lintStateMachine } from './lint-state-machine.ts';
import { permanentErrors } from './state-machine.ts';
import { TaskRunner, type StateEvent, type TaskHandler } from './task-runner.ts';

export interface RunOptions {
  /** Stops the execution: the task under way is told, waited for, and no other begins. */
  readonly signal: AbortSignal;
  /** Told whenever an attempt at a task begins, succeeds or fails. */
  readonly onState?: (event: StateEvent) => void;
  /** Wait before an attempt is repeated; in the cloud the definition's own intervals count. Default 50. */
  readonly retryDelayMs?: number;
}

/**
 * Executes a definition in this process with aws-local-stepfunctions. Each Task's handler gets what the app
 * would get in the cloud: a Lambda's event, or a container's environment.
 *
 * @returns the execution's output
 * @throws TypeError when the definition has problems, or a Task has no handler
 * @throws InterruptedError when the signal was aborted
 * @throws ExecutionFailure with the failed task and its error as `cause`; an error of `permanentErrors`, which
 *   a person can act on, is thrown as it is
 */
export async function runStateMachine(
  definition: Definition,
  input: JsonObject,
  handlers: Readonly<Record<string, TaskHandler>>,
  options: RunOptions,
): Promise<Json> {
  demandSound(definition, handlers);
  const { StateMachine } = await import('aws-local-stepfunctions');
  const tasks = new TaskRunner(handlers, options);
  const placed = statesOf(definition).filter(({ state }) => state.Type === 'Task');
  // Checked above; the runner's own check compiles a JSON schema for a third of a second, so a test makes it instead.
  const machine = new StateMachine(JSON.parse(JSON.stringify(definition)), {
    validationOptions: { noValidate: true },
  });
  const execution = machine.run(JSON.parse(JSON.stringify(input)), {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(
        placed.map(({ name, state }) => [
          name,
          async (given) => mutable(await tasks.run(name, state, given)),
        ]),
      ),
      retryIntervalOverrides: Object.fromEntries(
        placed.map(({ name }) => [name, options.retryDelayMs ?? 50]),
      ),
    },
  });
  const abort = () => execution.abort();
  options.signal.addEventListener('abort', abort, { once: true });
  if (options.signal.aborted) abort();
  try {
    return await execution.result;
  } catch (error) {
    await tasks.stop();
    if (options.signal.aborted) throw new InterruptedError('The execution was stopped', { cause: error });
    throw failureOf(error, tasks);
  } finally {
    options.signal.removeEventListener('abort', abort);
  }
}

function demandSound(definition: Definition, handlers: Readonly<Record<string, TaskHandler>>): void {
  const problems = lintStateMachine(definition).map(({ path, message }) => `${message} (${path})`);
  if (problems.length > 0) throw new TypeError(problems.join('\n'));
  const tasks = statesOf(definition).filter(({ state }) => state.Type === 'Task');
  const missing = tasks.map(({ name }) => name).filter((name) => !Object.hasOwn(handlers, name));
  if (missing.length > 0)
    throw new TypeError(`Expected a handler for every Task, found none for ${missing.join(', ')}`);
}

function failureOf(error: unknown, tasks: TaskRunner): Error {
  // The runner wraps what the Fail state threw, whose message is what the task's Catch passed on.
  const thrown = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const failed = thrown instanceof Error ? tasks.failureWith(thrown.message) : null;
  if (!failed) return ExecutionFailure.of('The state machine', thrown);
  return permanentErrors.includes(failed.error.name)
    ? failed.error
    : ExecutionFailure.of(failed.state, failed.error);
}

/** The runner's types ask for JSON that may be changed, so it is given its own copy. */
function mutable(value: Json) {
  return JSON.parse(JSON.stringify(value ?? null));
}
