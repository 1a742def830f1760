import { Argument, type Command } from 'commander';
import type { Shell } from '../shell.ts';

/** `engage completion <shell>`: a script that completes commands and options. */
export function registerCompletion(command: Command, shell: Shell): void {
  command
    .name('completion')
    .description('print a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nFor example: npx engage completion bash >> ~/.bashrc')
    .action(async (kind: 'bash' | 'zsh' | 'fish') => {
      const { completionScript } = await import('../completion-script.ts');
      const { programOf } = await import('../cli.ts');
      shell.stdout.write(completionScript(programOf(shell), kind));
    });
}
