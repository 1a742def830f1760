import { InterruptedError } from '@engage/run';
import { isObject, type Json, type JsonObject, type State } from './definition.ts';
import { placementErrors } from './state-machine.ts';

/** Our deadline comes this much before the runner's own, whose error names no task. */
const LEAD_MS = 20;

/** How long a task that was told to stop may take before it is left behind. */
const GRACE_MS = 10_000;

/** Largest payload that Step Functions passes between states, in bytes of UTF-8. */
export const PAYLOAD_LIMIT_BYTES = 262_144;

/**
 * Does the work of one Task. It is given a Lambda's event or a container's environment, and must stop soon
 * after the signal is aborted; what it returns becomes the Lambda's answer, a container's is dropped.
 */
export type TaskHandler = (input: JsonObject, signal: AbortSignal) => Promise<Json>;

/** What happened to a task. */
export interface StateEvent {
  readonly state: string;
  readonly phase: 'started' | 'succeeded' | 'failed';
  /** Counted from 1. */
  readonly attempt: number;
  /** Since this attempt began. */
  readonly ms: number;
  /** What the handler answered, once it succeeded. */
  readonly output?: Json;
  readonly error?: Error;
}

interface TaskOptions {
  readonly signal: AbortSignal;
  readonly onState?: (event: StateEvent) => void;
}

/** Calls handlers the way Step Functions calls apps, and leaves none running behind its back. */
export class TaskRunner {
  readonly #handlers: Readonly<Record<string, TaskHandler>>;
  readonly #options: TaskOptions;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #attempts = new Map<string, number>();
  readonly #failures = new Map<string, Error>();

  constructor(handlers: Readonly<Record<string, TaskHandler>>, options: TaskOptions) {
    this.#handlers = handlers;
    this.#options = options;
  }

  /** One attempt at a task, with what its Parameters came to. */
  async run(name: string, state: State, given: Json): Promise<Json> {
    const begin = performance.now();
    // After a timeout the former attempt is told to stop, but may need a moment; two at once would share files.
    await settled(this.#running.get(name));
    const attempt = (this.#attempts.get(name) ?? 0) + 1;
    this.#attempts.set(name, attempt);
    const tell = (phase: StateEvent['phase'], more: Partial<StateEvent> = {}) =>
      this.#options.onState?.({ state: name, phase, attempt, ms: performance.now() - begin, ...more });
    tell('started');
    try {
      const output = await this.#attempt(name, state, given, begin);
      this.#failures.delete(name);
      tell('succeeded', { output });
      return answerOf(state, output);
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      this.#failures.set(name, error);
      tell('failed', { error });
      throw asRaised(state, error);
    }
  }

  /** Tells whatever still runs to stop, and waits for it. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await settled(Promise.all(this.#running.values()));
  }

  /** The task whose error ended the execution, found by the text that its Catch passed on. */
  failureWith(message: string): { readonly state: string; readonly error: Error } | null {
    const found = [...this.#failures].find(([, error]) => error.message === message);
    return found ? { state: found[0], error: found[1] } : null;
  }

  async #attempt(name: string, state: State, given: Json, begin: number): Promise<Json> {
    const seconds = Number(state['TimeoutSeconds']);
    const deadline = new AbortController();
    const signal = AbortSignal.any([this.#options.signal, this.#stop.signal, deadline.signal]);
    if (signal.aborted) throw new InterruptedError(`The execution was stopped before ${name}`);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => {
        deadline.abort();
        late.reject(named('States.Timeout', `Expected ${name} to end within ${seconds} s, it did not`));
      },
      begin + seconds * 1000 - LEAD_MS - performance.now(),
    );
    const work = this.#handlers[name]!(inputOf(state, given), signal);
    this.#running.set(
      name,
      work.catch(() => undefined),
    );
    try {
      const output = await Promise.race([work, late.promise]);
      demandSmall(name, output);
      return output;
    } finally {
      clearTimeout(timer);
    }
  }
}

async function settled(work: Promise<unknown> | undefined): Promise<void> {
  const grace = AbortSignal.timeout(GRACE_MS);
  const expired = new Promise((resolve) => grace.addEventListener('abort', resolve, { once: true }));
  await Promise.race([work, expired]);
}

function inputOf(state: State, given: Json): JsonObject {
  if (!isObject(given)) return {};
  if (isLambda(state)) return isObject(given['Payload']) ? given['Payload'] : {};
  const overrides = isObject(given['Overrides']) ? given['Overrides']['ContainerOverrides'] : undefined;
  const container = Array.isArray(overrides) ? overrides.find(isObject) : undefined;
  const variables = Array.isArray(container?.['Environment']) ? container['Environment'] : [];
  return Object.fromEntries(
    variables.filter(isObject).map((variable) => [String(variable['Name']), String(variable['Value'])]),
  );
}

function answerOf(state: State, output: Json): Json {
  return isLambda(state) ? { StatusCode: 200, Payload: output } : { LastStatus: 'STOPPED' };
}

/**
 * The error as Step Functions would see it: of a container it knows only that it ended with one. The message is
 * kept, by which the error that was thrown is found again.
 */
function asRaised(state: State, error: Error): Error {
  const isService = error.name.startsWith('States.') || placementErrors.includes(error.name);
  return isLambda(state) || isService ? error : named('States.TaskFailed', error.message);
}

function isLambda(state: State): boolean {
  return String(state['Resource']).includes(':lambda:');
}

function demandSmall(name: string, output: Json): void {
  const bytes = Buffer.byteLength(JSON.stringify(output ?? null));
  if (bytes <= PAYLOAD_LIMIT_BYTES) return;
  const text = `Expected ${name} to answer with at most ${PAYLOAD_LIMIT_BYTES} bytes, found ${bytes}; pass keys, not data`;
  throw named('States.DataLimitExceeded', text);
}

/** Retry and Catch match by name, and the names of Step Functions' own errors are no class names. */
function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
