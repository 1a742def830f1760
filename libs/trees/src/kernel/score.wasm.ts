/** Made by kernel/build.ts from kernel/score/: do not edit. */
export const SCORE_WASM =
  'AGFzbQEAAAABBQFgAAF/Ag8BA2VudgZtZW1vcnkCAAADAgEABxQCB3ZlcnNpb24AAAZtZW1vcnkCAAoGAQQAQQEL';
