/** One fenced block of a Markdown file. */
export interface Snippet {
  readonly file: string;
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  /** Word after the fence: ts, sh, sql, yaml … */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown text, in order. */
export function snippetsOf(file: string, markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  const lines = markdown.split('\n');
  for (let start = 0; start < lines.length; start++) {
    const fence = /^```(\w*)/.exec(lines[start] ?? '');
    if (!fence) continue;
    const length = lines.slice(start + 1).findIndex((line) => line.startsWith('```'));
    if (length < 0)
      throw new RangeError(`Expected a closing fence for line ${start + 1} of ${file}, found none`);
    const text = lines.slice(start + 1, start + 1 + length).join('\n');
    snippets.push({ file, line: start + 1, language: fence[1] ?? '', text });
    start += length + 1;
  }
  return snippets;
}
