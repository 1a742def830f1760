/** What this library refuses, with what was expected and found: a model file that is none, or one too large. */
export class TreesError extends Error {
  override readonly name: string = 'TreesError';
}
