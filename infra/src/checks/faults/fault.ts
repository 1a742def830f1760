import type { Draft } from './spoil.ts';

/** A mistake that somebody could make in a stack, which some check has to find. */
export interface Fault {
  readonly name: string;
  readonly kind: 'security' | 'cost' | 'correctness';
  /** Where it is made; dev by default. */
  readonly stack?: 'engage-dev' | 'engage-prod' | 'engage-account';
  /** What finds it: our rules, Terraform with the provider, or neither of them but checkov. */
  readonly by: 'rules' | 'terraform' | 'checkov';
  /** The rule, words of Terraform's message, or checkov's check. */
  readonly found: string;
  spoil(draft: Draft): void;
}
