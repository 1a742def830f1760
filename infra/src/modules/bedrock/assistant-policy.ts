import { IamPolicy } from '@cdktn/provider-aws/lib/iam-policy/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';

/** The model that answers, by its own name: no other may be asked. */
export const ANSWER_MODEL = 'amazon.nova-lite-v1:0';

/**
 * What may be asked of Bedrock by the function that answers (Converse; no Bedrock agent: Agents Classic is closed to new
 * customers since July 2026). A policy of its own, which the function's role takes when there is one.
 */
export class AssistantPolicy extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, region }: Environment,
    its: { readonly knowledgeArn: string; readonly guardrailArn: string },
  ) {
    super(scope, id);
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Converse',
          Effect: 'Allow',
          Action: ['bedrock:InvokeModel'],
          Resource: [`arn:aws:bedrock:${region}::foundation-model/${ANSWER_MODEL}`],
          // Nobody asks the model past the guardrail.
          Condition: { ArnEquals: { 'bedrock:GuardrailIdentifier': its.guardrailArn } },
        },
        {
          Sid: 'BeGuarded',
          Effect: 'Allow',
          Action: ['bedrock:ApplyGuardrail'],
          Resource: [its.guardrailArn],
        },
        { Sid: 'LookUp', Effect: 'Allow', Action: ['bedrock:Retrieve'], Resource: [its.knowledgeArn] },
      ],
    };
    new IamPolicy(this, 'policy', { name: `engage-${name}-assistant`, policy: JSON.stringify(document) });
  }
}
