import { EngineError } from '@engage/engine';
import { bindApi, type Out, type Pointer, type XgboostApi } from './c-api.ts';
import { letIdleThreadsSleep } from './native-memory.ts';

/** Oldest and newest release lines whose C interface is known to be ours. */
const OLDEST: readonly [number, number] = [1, 7];
const NEWEST_MAJOR = 3;

/** The official library, loaded into this thread; errors belong to the thread, so each worker loads its own. */
export class Library {
  readonly api: XgboostApi;
  /** For example "3.4.1". */
  readonly version: string;

  /** @throws EngineError when the file cannot be loaded, lacks a function or has an unsupported version */
  constructor(libraryPath: string) {
    letIdleThreadsSleep();
    try {
      this.api = bindApi(libraryPath);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EngineError(
        `Expected XGBoost's shared library at ${libraryPath}, found one that cannot be loaded (${reason}); ` +
          'run "node tools/install/install.mjs --xgboost" or point XGBOOST_LIBRARY at another build',
        { cause },
      );
    }
    this.version = this.#readVersion(libraryPath);
  }

  /**
   * Turns a return code into an exception with the library's own message.
   *
   * @throws EngineError when the code is not 0
   */
  check(status: number): void {
    if (status !== 0) throw new EngineError(wordsOf(this.api.XGBGetLastError()));
  }

  /** The value that a call wrote; `fill` gets the place and returns the call's return code. */
  read<T>(fill: (out: Out<T>) => number): T {
    const out: Out<T> = [null];
    this.check(fill(out));
    if (out[0] === null) throw new EngineError('Expected a value from the library, found none');
    return out[0];
  }

  /** A handle that a call created. */
  handle(create: (out: Out<Pointer>) => number): Pointer {
    return this.read<Pointer>(create);
  }

  #readVersion(libraryPath: string): string {
    const [major, minor, patch]: [Out<number>, Out<number>, Out<number>] = [[null], [null], [null]];
    this.api.XGBoostVersion(major, minor, patch);
    const [x, y] = [major[0] ?? 0, minor[0] ?? 0];
    const version = `${x}.${y}.${patch[0] ?? 0}`;
    const isOld = x < OLDEST[0] || (x === OLDEST[0] && y < OLDEST[1]);
    if (isOld || x > NEWEST_MAJOR)
      throw new EngineError(
        `Expected XGBoost ${OLDEST.join('.')} to ${NEWEST_MAJOR}.x, found ${version} (${libraryPath}); ` +
          'run "node tools/install/install.mjs --xgboost" for the pinned version',
      );
    return version;
  }
}

/** Loads a library only to say which version it is, for example "3.4.1"; throws EngineError like {@link Library}. */
export function libraryVersion(libraryPath: string): string {
  return new Library(libraryPath).version;
}

/** The library's message without the clock time before it and the C++ stack trace below it. */
function wordsOf(message: string): string {
  return message
    .replace(/\n\s*Stack trace:[^]*$/, '')
    .replace(/^\[\d\d:\d\d:\d\d\] /, '')
    .trim();
}
