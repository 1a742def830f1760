import { IamRole } from '@cdktn/provider-aws/lib/iam-role/index.js';
import type { IAspect } from 'cdktn';
import type { IConstruct } from 'constructs';
import { BaseStack } from '../../stacks/base-stack.ts';

/** Bounds every role of every stack, whoever makes it. */
export class BoundedRoles implements IAspect {
  readonly #name: string;

  /** @param name of a policy that each account has */
  constructor(name: string) {
    this.#name = name;
  }

  visit(node: IConstruct): void {
    const stack = node instanceof IamRole ? BaseStack.of(node) : undefined;
    if (node instanceof IamRole && stack instanceof BaseStack)
      node.permissionsBoundary = `arn:aws:iam::${stack.account}:policy/${this.#name}`;
  }
}
