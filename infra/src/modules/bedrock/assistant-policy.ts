import { IamPolicy } from '@cdktn/provider-aws/lib/iam-policy/index.js';
import { PORT_CALLS } from '@engage/run';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';

/** The model that answers: no other may be asked. */
export const ANSWER_MODEL = 'amazon.nova-lite-v1:0';

/**
 * Where the model is asked: by its own name, or through the inference profile of a part of the world (`eu.`, `us.`), which hands
 * a question on to any region there. Which of the two a region has was not tried.
 */
function addressesOf({ account, region }: Environment): string[] {
  const profile = `${region.split('-')[0]}.${ANSWER_MODEL}`;
  return [
    `arn:aws:bedrock:${region}:${account}:inference-profile/${profile}`,
    `arn:aws:bedrock:*::foundation-model/${ANSWER_MODEL}`,
  ];
}

/**
 * What may be asked of Bedrock by the function that answers (Converse; no Bedrock agent: Agents Classic is closed to new
 * customers since July 2026). A policy of its own, which the function's role takes when there is one.
 */
export class AssistantPolicy extends Construct {
  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    its: {
      readonly knowledgeArn: string;
      readonly guardrailArn: string;
      readonly version: string;
      readonly keyArn: string;
    },
  ) {
    super(scope, id);
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Converse',
          Effect: 'Allow',
          Action: PORT_CALLS.assistant.answer,
          Resource: addressesOf(environment),
          // Nobody asks the model past this version of the guardrail (Bedrock user guide, "guardrails-permissions-id").
          Condition: {
            StringEquals: { 'bedrock:GuardrailIdentifier': `${its.guardrailArn}:${its.version}` },
          },
        },
        {
          Sid: 'BeGuarded',
          Effect: 'Allow',
          Action: PORT_CALLS.assistant.guard,
          Resource: [its.guardrailArn],
        },
        // Whoever is guarded reads the guardrail, which our key encrypts.
        { Sid: 'UseKey', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [its.keyArn] },
        { Sid: 'LookUp', Effect: 'Allow', Action: PORT_CALLS.assistant.lookUp, Resource: [its.knowledgeArn] },
      ],
    };
    new IamPolicy(this, 'policy', {
      name: `engage-${environment.name}-assistant`,
      policy: JSON.stringify(document),
    });
  }
}
