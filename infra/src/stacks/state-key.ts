/** Under which name a stack's state lies in the bucket of its account and region: an environment's, or `account`. */
export function stateKey(name: string): string {
  return `${name}.tfstate`;
}
