import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import type { IAspect } from 'cdktn';
import type { IConstruct } from 'constructs';
import { BaseStack } from '../../stacks/base-stack.ts';
import { BREAK_GLASS } from '../people/break-glass-name.ts';

/**
 * Bounds every role of every stack, whoever makes it, but for break-glass: it is for mending roles, keys and the boundary
 * itself, which the boundary forbids. MFA, its hour and the mail about any use stand against its misuse instead.
 */
export class BoundedRoles implements IAspect {
  readonly #name: string;

  /** @param name of a policy that each account has */
  constructor(name: string) {
    this.#name = name;
  }

  visit(node: IConstruct): void {
    const stack = node instanceof IamRole ? BaseStack.of(node) : undefined;
    if (node instanceof IamRole && stack instanceof BaseStack && node.nameInput !== BREAK_GLASS)
      node.permissionsBoundary = `arn:aws:iam::${stack.account}:policy/${this.#name}`;
  }
}
