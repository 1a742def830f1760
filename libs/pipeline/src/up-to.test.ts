import { statesOf } from './definition.ts';
import { lintStateMachine } from './lint-state-machine.ts';
import { localResources, stateMachine } from './state-machine.ts';
import { upTo } from './up-to.ts';

const definition = stateMachine(localResources());
const tasksOf = (last: string) =>
  statesOf(upTo(definition, last))
    .filter(({ state }) => state.Type === 'Task')
    .map(({ name }) => name);

describe('upTo()', () => {
  it('keeps what leads to the last state, and its failures', () => {
    const learning = ['Train', 'Profile', 'Evaluate'];
    expect(tasksOf('Ensemble')).toEqual(['Cleanup', 'Prepare', ...learning, 'Adopt', 'Predict', 'Ensemble']);
    expect(upTo(definition, 'Evaluate').States['Evaluate']).toMatchObject({ End: true });
    expect(Object.keys(upTo(definition, 'Cleanup').States)).toEqual(['Cleanup', 'CleanupFailed']);
  });

  it.each(['Evaluate', 'Ensemble', 'Deliver', 'Publish'])('gives a sound definition up to %s', (last) => {
    expect(lintStateMachine(upTo(definition, last))).toEqual([]);
  });

  it('is the whole definition up to its end', () => {
    expect(upTo(definition, 'Publish')).toEqual(definition);
  });

  it.each(['Train', 'Nowhere', 'TrainFailed'])('refuses to end with %s', (last) => {
    expect(() => upTo(definition, last)).toThrow(RangeError);
  });
});
