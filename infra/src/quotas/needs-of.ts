import type { EnvironmentNeeds } from '@engage/pipeline';
import type { Environment } from '../environments/environment.ts';
import { ANSWER_MODEL } from '../modules/bedrock/assistant-policy.ts';
import { EMBEDDING } from '../modules/bedrock/knowledge-names.ts';

/** What environments ask of their accounts, by name: what `engage doctor --env` compares with what there is. */
export function needsOf(environments: readonly Environment[]): Record<string, EnvironmentNeeds> {
  return Object.fromEntries(
    environments.map(({ name, region, reservedConcurrency, hasKnowledge }) => [
      name,
      { region, reservedConcurrency, models: hasKnowledge ? [EMBEDDING.model, ANSWER_MODEL] : [] },
    ]),
  );
}
