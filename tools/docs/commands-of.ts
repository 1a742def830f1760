/** A command that a document tells its reader to run. */
export interface DocumentedCommand {
  /** Counted from 1. */
  readonly line: number;
  readonly command: string;
}

/** The `npx engage …` lines inside the `sh` blocks of a Markdown text, without their closing comments. */
export function commandsOf(markdown: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  let language: string | null = null;
  markdown.split('\n').forEach((text, index) => {
    const fence = /^```(\w*)/.exec(text);
    if (fence) language = language === null ? (fence[1] ?? '') : null;
    else if (language === 'sh' && text.startsWith('npx engage '))
      commands.push({ line: index + 1, command: text.replace(/\s+#\s.*$/, '') });
  });
  return commands;
}
