import { defaultStacks } from '../synth/default-stacks.ts';
import { dataFlowPage } from './data-flow-page.ts';
import { figures } from './figures.ts';
import { networkPage } from './network-page.ts';
import { stateMachinePage } from './state-machine-page.ts';
import { systemPage } from './system-page.ts';

const REGION = 'eu-west-1';

/** Between these lines of docs/architecture/README.md stands what is counted. */
export const FIGURES = '<!-- figures -->';

/** The pages of docs/architecture that follow from the code, by file, and the figures of its README. */
export function pages(): { readonly files: Readonly<Record<string, string>>; readonly figures: string } {
  const stacks = defaultStacks();
  return {
    files: {
      'system.md': systemPage(stacks),
      'data-flow.md': dataFlowPage(),
      'state-machine.md': stateMachinePage(),
      'network.md': networkPage(stacks),
    },
    figures: figures(stacks, REGION),
  };
}
