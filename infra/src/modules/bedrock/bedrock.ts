import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { AssistantPolicy } from './assistant-policy.ts';
import { Guardrail } from './guardrail.ts';
import { Knowledge } from './knowledge.ts';

/** What an assistant stands on: a knowledge base, a guardrail, and leave to ask. */
export class Bedrock extends Construct {
  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const knowledge = new Knowledge(this, 'knowledge', environment, keyArn);
    const guardrail = new Guardrail(this, 'guardrail', environment, keyArn);
    new AssistantPolicy(this, 'assistant', environment, {
      knowledgeArn: knowledge.arn,
      guardrailArn: guardrail.arn,
      version: guardrail.version,
      keyArn,
    });
  }
}
