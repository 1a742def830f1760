/** A command that a document tells its reader to run. */
export interface DocumentedCommand {
  /** Counted from 1. */
  readonly line: number;
  readonly command: string;
}

/**
 * The `npx engage …` lines inside the `sh` blocks of a Markdown text, without their closing comments. A block that
 * starts a server (`node_modules/.bin/engage … &`) is one command: what follows talks to it and ends it.
 */
export function commandsOf(markdown: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  let language: string | null = null;
  let block: DocumentedCommand[] = [];
  markdown.split('\n').forEach((text, index) => {
    const fence = /^```(\w*)/.exec(text);
    if (!fence) {
      if (language === 'sh') block.push({ line: index + 1, command: text.replace(/\s+#\s.*$/, '') });
      return;
    }
    commands.push(...commandsOfBlock(block));
    block = [];
    language = language === null ? (fence[1] ?? '') : null;
  });
  return commands;
}

function commandsOfBlock(lines: readonly DocumentedCommand[]): DocumentedCommand[] {
  const [first] = lines;
  if (first && /^node_modules\/\.bin\/engage .* &$/.test(first.command))
    return [{ line: first.line, command: lines.map(({ command }) => command).join('\n') }];
  return lines.filter(({ command }) => command.startsWith('npx engage '));
}
