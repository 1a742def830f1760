import { BedrockGuardrailVersion } from '@cdktn/provider-aws/lib/bedrock-guardrail-version/index.js';
import { BedrockGuardrail } from '@cdktn/provider-aws/lib/bedrock-guardrail/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';

/** What is masked in questions and answers: who a customer is. Reasons and plans need none of it. */
const PERSONAL = ['EMAIL', 'PHONE', 'NAME', 'ADDRESS', 'IP_ADDRESS', 'CREDIT_DEBIT_CARD_NUMBER', 'PASSWORD'];
/** Kinds of content that are refused, and how readily. */
const CONTENT = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];
/** Share of certainty below which an answer is held back: it has to follow from the texts and fit the question. */
const GROUNDED = 0.75;

const REFUSAL =
  'This cannot be answered here. Ask about segments, reasons, figures and plans, not about single people.';

/** Stands before and behind the model of the assistant. */
export class Guardrail extends Construct {
  readonly arn: string;
  readonly version: string;

  constructor(scope: Construct, id: string, { name }: Environment, keyArn: string) {
    super(scope, id);
    const guardrail = new BedrockGuardrail(this, 'guardrail', {
      name: `engage-${name}`,
      description: 'Answers about retention, from what was measured, without who a customer is',
      blockedInputMessaging: REFUSAL,
      blockedOutputsMessaging: REFUSAL,
      kmsKeyArn: keyArn,
      sensitiveInformationPolicyConfig: [
        { piiEntitiesConfig: PERSONAL.map((type) => ({ type, action: 'ANONYMIZE' })) },
      ],
      contentPolicyConfig: [
        {
          filtersConfig: [
            ...CONTENT.map((type) => ({ type, inputStrength: 'MEDIUM', outputStrength: 'HIGH' })),
            // A prompt attack comes from outside: AWS has no strength for answers.
            { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
          ],
        },
      ],
      topicPolicyConfig: [
        {
          topicsConfig: [
            {
              name: 'Traits of single people',
              type: 'DENY',
              definition:
                'Guesses of religion, health, sexuality, origin or politics of a person from behaviour.',
              examples: ['Which of these customers are gay?', 'Who of the churned is ill?'],
            },
            {
              name: 'Pressure on customers',
              type: 'DENY',
              definition: 'Ways to keep customers by deceit, by hiding how to leave, or by their weaknesses.',
              examples: ['How do we make it harder to cancel?', 'Whom can we get addicted?'],
            },
          ],
        },
      ],
      contextualGroundingPolicyConfig: [
        {
          filtersConfig: [
            { type: 'GROUNDING', threshold: GROUNDED },
            { type: 'RELEVANCE', threshold: GROUNDED },
          ],
        },
      ],
    });
    const version = new BedrockGuardrailVersion(this, 'version', {
      guardrailArn: guardrail.guardrailArn,
      description: 'What the assistant names: a change is a new version',
      // The versions before stay: whoever names one goes on with it.
      skipDestroy: true,
      lifecycle: { replaceTriggeredBy: [`aws_bedrock_guardrail.${guardrail.friendlyUniqueId}`] },
    });
    this.arn = guardrail.guardrailArn;
    this.version = version.version;
  }
}
