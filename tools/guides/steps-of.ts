import { snippetsOf } from '../../tests/docs/snippets.ts';

/** Something that a guide tells its reader to do. */
export type Step =
  | { readonly kind: 'edit'; readonly line: number; readonly diff: string }
  | {
      readonly kind: 'command';
      readonly line: number;
      readonly command: string;
      /** Lines that have to be in what it prints. */
      readonly printed: readonly string[];
    };

/**
 * The steps of a guide, in order: `diff` blocks are edits, lines of `sh` blocks commands, and a `text` block behind one
 * says what its last command prints. A `console` block needs an account and is not run.
 */
export function stepsOf(file: string, markdown: string): Step[] {
  const steps: Step[] = [];
  for (const { language, line, text } of snippetsOf(file, markdown)) {
    if (language === 'diff') steps.push({ kind: 'edit', line, diff: `${text}\n` });
    if (language === 'sh')
      for (const command of text.split('\n').filter((its) => its.trim() !== ''))
        steps.push({ kind: 'command', line, command, printed: [] });
    const last = steps.at(-1);
    if (language === 'text' && last?.kind === 'command')
      steps[steps.length - 1] = { ...last, printed: text.split('\n').filter((its) => its !== '') };
  }
  return steps;
}
