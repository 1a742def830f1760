import { peakOf } from './peak-of.ts';
import { localResources, stateMachine } from './state-machine.ts';

const machine = stateMachine(localResources());

describe('peakOf()', () => {
  it('is the busiest state of the pipeline: one container, or three functions that deliver', () => {
    expect(peakOf(machine)).toEqual({ vcpus: 2, functions: 3 });
  });

  it('adds what branches take at the same time', () => {
    const { Train, Evaluate } = {
      Train: { StartAt: 'Train', States: { Train: { Type: 'Task' } } },
      Evaluate: { StartAt: 'Evaluate', States: { Evaluate: { Type: 'Task' } } },
    };
    const both = { StartAt: 'Both', States: { Both: { Type: 'Parallel', Branches: [Train, Evaluate] } } };

    expect(peakOf(both)).toEqual({ vcpus: 4, functions: 0 });
  });

  it('refuses a Map', () => {
    const each = { StartAt: 'Each', States: { Each: { Type: 'Map' } } };

    expect(() => peakOf(each)).toThrow('found "Each"');
  });
});
