import { standing, STANDING_ITEMS } from '@engage/cost';
import { resourcesOf } from '../checks/stack.ts';
import { defaultStacks } from '../synth/default-stacks.ts';
import { FREE_WHILE_IDLE, PAID_WHILE_IDLE } from './idle-resources.ts';
import { standingOf } from './standing-of.ts';

const stacks = defaultStacks();

describe('standing costs', () => {
  it('are those of the stacks as they are; else run npx node infra/src/money/write-standing.ts', () => {
    expect(standing).toEqual(
      Object.fromEntries([...stacks].map(([name, stack]) => [name, standingOf(stack)])),
    );
  });

  it('know of every type of resource whether it costs while it waits', () => {
    const types = new Set(
      [...stacks.values()].flatMap((stack) => resourcesOf(stack).map(({ type }) => type)),
    );
    const known = [...FREE_WHILE_IDLE, ...Object.keys(PAID_WHILE_IDLE)];

    expect([...types].filter((type) => !known.includes(type))).toEqual([]);
    for (const item of Object.values(PAID_WHILE_IDLE)) expect(Object.keys(STANDING_ITEMS)).toContain(item);
  });
});
