import { join } from 'node:path';
import ts from 'typescript';
import { filesBelow, ROOT, textOf } from '../architecture/sources.ts';
import { snippetsOf } from './snippets.ts';

const documents = filesBelow('*.md').filter((file) => file.endsWith('.md'));
const snippets = documents
  .flatMap((file) => snippetsOf(file, textOf(file)))
  .filter(({ language }) => language === 'ts');

/** Complaints of the compiler about the snippets, each as `file:line: message`. */
function complaints(): string[] {
  const read = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const virtual = new Map(snippets.map((snippet, i) => [join(ROOT, `snippet-${i}.ts`), snippet]));
  const host = ts.createCompilerHost({ ...options, incremental: false });
  const { readFile, fileExists, getSourceFile } = host;
  // A snippet without imports would otherwise be a script whose names clash with its neighbours'.
  const bodyOf = (path: string) => {
    const snippet = virtual.get(path);
    return snippet && `${snippet.text}\nexport {};\n`;
  };
  host.readFile = (path) => bodyOf(path) ?? readFile(path);
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const body = bodyOf(path);
    return body === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, body, version, true);
  };
  const program = ts.createProgram(
    [...virtual.keys()],
    { ...options, incremental: false, noUnusedLocals: false },
    host,
  );
  return [...virtual].flatMap(([path, { file, line }]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText, start, file: at }) => {
      const offset = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file}:${line + offset}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

describe('TypeScript in the documentation', () => {
  it('exists', () => expect(snippets.length).toBeGreaterThan(5));

  it('compiles against the packages as they are', () => expect(complaints()).toEqual([]));
});
