import { nearestName } from '@engage/schema';
import { pointerTo, RequestError, type RequestIssue } from './request-error.ts';

/** Issues that are told of one request; the rest is left for the next try. */
export const MAX_ISSUES = 100;
/** Different unknown names of one request for which the nearest known one is looked up; each look costs. */
const MAX_SUGGESTIONS = 20;
/** Characters of a name that a pointer still holds; an issue of a longer one points to where it stands. */
const MAX_POINTER_NAME = 256;
/** Parts of a pointer to a member that is said twice; the body chooses how deep that is. */
const MAX_DEPTH = 8;
const VALUE_SHOWN = 40;

/** What is wrong, up to the most that is told; whoever looks for more stops once `hasMore`. */
export class RequestIssues {
  /** Whether something is wrong beyond what is told. */
  hasMore = false;
  readonly #all: RequestIssue[] = [];
  readonly #meant = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  add(path: readonly (string | number)[], detail: string): void {
    if (this.#all.length < MAX_ISSUES) this.#all.push({ pointer: pointerTo(...path), detail });
    else this.hasMore = true;
  }

  /** A name that nothing has, and the one of the candidates that may have been meant. */
  addUnknown(
    parent: readonly (string | number)[],
    name: string,
    expected: string,
    candidates: Iterable<string>,
  ): void {
    if (this.#all.length >= MAX_ISSUES) return void (this.hasMore = true);
    const path = name.length > MAX_POINTER_NAME ? parent : [...parent, name];
    this.add(path, `${expected}, found "${shown(name)}"${this.#advice(name, candidates)}`);
  }

  error(): RequestError {
    return new RequestError(this.#all, this.hasMore);
  }

  #advice(name: string, candidates: Iterable<string>): string {
    const start = name.slice(0, 2 * VALUE_SHOWN);
    const known = this.#meant.get(start);
    if (known !== undefined) return known;
    if (this.#meant.size >= MAX_SUGGESTIONS) return '; correct it or leave it out';
    const nearest = nearestName(start, [...candidates]);
    const advice = nearest === null ? '; leave it out' : `; did you mean "${nearest}"?`;
    this.#meant.set(start, advice);
    return advice;
  }
}

/**
 * The error of a member that an object has more than once.
 *
 * @param path of the member
 */
export function duplicateMember(path: readonly (string | number)[]): RequestError {
  const name = String(path.at(-1));
  const place = path.some((part) => String(part).length > MAX_POINTER_NAME) ? [] : path.slice(0, MAX_DEPTH);
  const detail = `Expected each member once, found "${shown(name)}" again; leave out all but one`;
  return new RequestError([{ pointer: pointerTo(...place), detail }]);
}

/** The beginning of a text, as an issue repeats it. */
export function shown(text: string): string {
  const characters = [...text.slice(0, 2 * VALUE_SHOWN)];
  return characters.length > VALUE_SHOWN
    ? `${characters.slice(0, VALUE_SHOWN).join('')}…`
    : characters.join('');
}
