import { environmentNeeds } from '@engage/pipeline';
import { environments } from '../environments/environments.ts';
import { needsOf } from './needs-of.ts';

describe('needs of environments', () => {
  it('are those of the environments as they are; else run npx node infra/src/quotas/write-needs.ts', () => {
    expect(environmentNeeds).toEqual(needsOf(environments()));
  });

  it('name models where there is a knowledge base', () => {
    const [dev] = environments();
    const asked = needsOf([{ ...dev!, hasKnowledge: true }]);

    expect(asked['dev']!.models).toHaveLength(2);
    expect(needsOf([dev!])['dev']!.models).toEqual([]);
  });
});
