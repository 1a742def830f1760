import type { Definition, State } from './definition.ts';
import { reachable } from './reachable.ts';

/**
 * The part of a definition that ends with one of its top-level states.
 *
 * @throws RangeError when there is no such state, or none of it can end there
 * @example upTo(stateMachine(localResources()), 'Ensemble') // without Deliver and Publish
 */
export function upTo(definition: Definition, last: string): Definition {
  const final = definition.States[last];
  if (!final || final.Type === 'Fail')
    throw new RangeError(`Expected a state of the definition to end with, found "${last}"`);
  const ended: State = {
    Type: final.Type,
    ...Object.fromEntries(Object.entries(final).filter(([field]) => field !== 'Next')),
    End: true,
  };
  const states = { ...definition.States, [last]: ended };
  const kept = reachable({ ...definition, States: states });
  return {
    ...definition,
    States: Object.fromEntries(Object.entries(states).filter(([name]) => kept.has(name))),
  };
}
