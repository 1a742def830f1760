import { setTimeout as wait } from 'node:timers/promises';
import { InputError, InterruptedError } from '@engage/run';
import type { Definition, Json, JsonObject } from './definition.ts';
import { ExecutionFailure } from './execution-failure.ts';
import { runStateMachine } from './run-state-machine.ts';
import { localResources, stateMachine } from './state-machine.ts';
import { taskNames, tasksOf } from './task-bindings.ts';
import type { StateEvent, TaskHandler } from './task-runner.ts';

const definition = stateMachine(localResources());
const input = { runId: '0123456789abcdef', table: 'raw/t.csv', truth: 'truth', models: '' };
const never = new AbortController().signal;

/** Handlers that note their calls; `special` replaces some of them. */
function handlersOf(special: Readonly<Record<string, TaskHandler>> = {}) {
  const calls: [string, JsonObject][] = [];
  const handlers = Object.fromEntries(
    taskNames.map((name): [string, TaskHandler] => [
      name,
      async (event, signal) => {
        calls.push([name, event]);
        return special[name]?.(event, signal) ?? { counts: { rows: 1 } };
      },
    ]),
  );
  return { calls, handlers, names: () => calls.map(([name]) => name) };
}

/** The same definition with another deadline for one state of the top level, tried twice. */
function withDeadline(name: string, seconds: number): Definition {
  const retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }];
  const state = { ...definition.States[name]!, TimeoutSeconds: seconds, Retry: retry };
  return { ...definition, States: { ...definition.States, [name]: state } };
}

describe('runStateMachine()', () => {
  it('calls every task once, in order, with the event or environment that the cloud would give', async () => {
    const { calls, handlers, names } = handlersOf();
    await runStateMachine(definition, input, handlers, { signal: never });
    expect([...names()].sort()).toEqual(tasksOf(true).sort());
    expect(names().filter((name) => !['Train', 'Profile', 'QA', 'Results'].includes(name))).toEqual([
      'Cleanup',
      'Prepare',
      'Evaluate',
      'Predict',
      'Ensemble',
      'Report',
      'Publish',
    ]);
    const { runId, table, truth } = input;
    expect(new Map(calls).get('Prepare')).toEqual({ stage: 'Prepare', runId, table });
    expect(new Map(calls).get('Results')).toEqual({ stage: 'Results', runId });
    expect(new Map(calls).get('Train')).toEqual({ ENGAGE_STAGE: 'Train', ENGAGE_RUN_ID: runId });
    expect(new Map(calls).get('Evaluate')).toEqual({
      ENGAGE_STAGE: 'Evaluate',
      ENGAGE_RUN_ID: runId,
      ENGAGE_TRUTH: truth,
    });
  });

  it('hands on keys and counts only', async () => {
    const output = await runStateMachine(definition, input, handlersOf().handlers, { signal: never });
    expect(output).toMatchObject({ ...input, Prepare: { counts: { rows: 1 } } });
  });

  it('takes the models of another run instead of training', async () => {
    const { handlers, names } = handlersOf();
    const scoring = { ...input, models: 'fedcba9876543210' };
    await runStateMachine(definition, scoring, handlers, { signal: never });
    expect([...names()].sort()).toEqual(tasksOf(false).sort());
  });

  it('refuses a definition with a Task that nobody handles, before anything runs', async () => {
    const { handlers, names } = handlersOf();
    const rest = Object.fromEntries(Object.entries(handlers).filter(([name]) => name !== 'Predict'));
    const refused = runStateMachine(definition, input, rest, { signal: never });
    await expect(refused).rejects.toThrow('Expected a handler for every Task, found none for Predict');
    expect(names()).toEqual([]);
  });

  it('refuses a definition that the linter objects to', async () => {
    const bad = withDeadline('Cleanup', 99_999_999);
    await expect(runStateMachine(bad, input, handlersOf().handlers, { signal: never })).rejects.toThrow(
      /at which the local runner's timer fires at once \(Cleanup\)/,
    );
  });

  it('tries again what may pass, and goes on', async () => {
    let attempts = 0;
    const { handlers } = handlersOf({
      Ensemble: async () => {
        attempts += 1;
        if (attempts < 3) throw new Error('Busy');
        return { counts: {} };
      },
    });
    const events: StateEvent[] = [];
    await runStateMachine(definition, input, handlers, {
      signal: never,
      retryDelayMs: 1,
      onState: (event) => events.push(event),
    });
    expect(
      events.filter(({ state }) => state === 'Ensemble').map(({ phase, attempt }) => [phase, attempt]),
    ).toEqual([
      ['started', 1],
      ['failed', 1],
      ['started', 2],
      ['failed', 2],
      ['started', 3],
      ['succeeded', 3],
    ]);
  });

  it.each([
    ['Report', 3],
    ['Train', 1],
    ['Predict', 1],
  ])('names the task that failed for good, and keeps its error (%s)', async (state, attempts) => {
    const cause = new RangeError('Out of trees');
    const { handlers, names } = handlersOf({ [state]: () => Promise.reject(cause) });
    const failed = runStateMachine(definition, input, handlers, { signal: never, retryDelayMs: 1 });
    const error = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ExecutionFailure);
    expect(error).toMatchObject({ state, message: `${state} failed: Out of trees`, cause });
    expect(names().filter((name) => name === state)).toHaveLength(attempts);
    expect(names()).not.toContain('Publish');
  });

  it.each(['Prepare', 'Profile', 'Train', 'Evaluate'])(
    'does not try again what a person must correct (%s)',
    async (state) => {
      const cause = new InputError('Expected a table, found none');
      const { handlers, names } = handlersOf({ [state]: () => Promise.reject(cause) });
      await expect(runStateMachine(definition, input, handlers, { signal: never })).rejects.toBe(cause);
      expect(names().filter((name) => name === state)).toHaveLength(1);
    },
  );

  it('lets Retry and Catch see of a container what Step Functions would tell them', async () => {
    const evaluate = definition.States['Evaluate']!;
    const retry = [
      { ErrorEquals: ['InputError'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 2 },
    ];
    const hopeful = {
      ...definition,
      States: { ...definition.States, Evaluate: { ...evaluate, Retry: retry } },
    };
    const { handlers, names } = handlersOf({ Evaluate: () => Promise.reject(new InputError('No holdout')) });
    const failed = runStateMachine(hopeful, input, handlers, { signal: never, retryDelayMs: 1 });
    await expect(failed).rejects.toThrow(InputError);
    expect(names().filter((name) => name === 'Evaluate')).toHaveLength(3);
  });

  it('starts a container again that found no place', async () => {
    const full = Object.assign(new Error('Capacity is unavailable'), { name: 'ECS.AmazonECSException' });
    const { handlers, names } = handlersOf({ Predict: () => Promise.reject(full) });
    const failed = runStateMachine(definition, input, handlers, { signal: never, retryDelayMs: 1 });
    await expect(failed).rejects.toThrow('Predict failed: Capacity is unavailable');
    expect(names().filter((name) => name === 'Predict')).toHaveLength(3);
  });

  it('aborts a task at its deadline and waits for it before the next attempt', async () => {
    let running = 0;
    let most = 0;
    const { handlers, names } = handlersOf({
      Evaluate: async (_, signal) => {
        running += 1;
        most = Math.max(most, running);
        await wait(60_000, undefined, { signal }).catch(() => wait(80));
        running -= 1;
        throw new InterruptedError('Stopped by signal');
      },
    });
    const failed = runStateMachine(withDeadline('Evaluate', 1), input, handlers, {
      signal: never,
      retryDelayMs: 1,
    });
    await expect(failed).rejects.toThrow('Evaluate failed: Expected Evaluate to end within 1 s');
    expect({ most, running, attempts: names().filter((name) => name === 'Evaluate').length }).toEqual({
      most: 1,
      running: 0,
      attempts: 2,
    });
  });

  it('stops the other branch when one fails, and leaves nothing running', async () => {
    let stopped = false;
    const { handlers } = handlersOf({
      Train: async (_, signal) => {
        await wait(60_000, undefined, { signal }).catch(() => {
          stopped = true;
        });
        return {};
      },
      Profile: () => Promise.reject(new InputError('Expected rows, found none')),
    });
    await expect(runStateMachine(definition, input, handlers, { signal: never })).rejects.toThrow(InputError);
    expect(stopped).toBe(true);
  });

  it('ends with InterruptedError when it is stopped, after the task under way has ended', async () => {
    const stop = new AbortController();
    let ended = false;
    const { handlers, names } = handlersOf({
      Predict: async (_, signal) => {
        stop.abort();
        await wait(60_000, undefined, { signal }).catch(() => wait(30));
        ended = true;
        return {};
      },
    });
    const stopped = runStateMachine(definition, input, handlers, { signal: stop.signal });
    await expect(stopped).rejects.toThrow(InterruptedError);
    expect(ended).toBe(true);
    expect(names()).not.toContain('Ensemble');
  });

  it('refuses an answer that Step Functions could not pass on', async () => {
    const { handlers } = handlersOf({ Ensemble: async (): Promise<Json> => ({ rows: 'x'.repeat(300_000) }) });
    const failed = runStateMachine(definition, input, handlers, { signal: never, retryDelayMs: 1 });
    await expect(failed).rejects.toThrow(/pass keys, not data/);
  });
});
