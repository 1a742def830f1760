import { lintStateMachine, type Definition } from '@engage/pipeline';
import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** The state machine as it is deployed passes the linter that the local runner asks, too. */
export function definitionFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_sfn_state_machine').flatMap(({ where, resource }) =>
    lintStateMachine(JSON.parse(String(resource['definition'])) as Definition).map((problem) => ({
      rule: 'state-language',
      where,
      message: JSON.stringify(problem),
    })),
  );
}
