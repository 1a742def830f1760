import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A delimited file, gzipped or not, as records by the names of its header; values are trimmed. */
export function readDelimited(path: string, delimiter: string): Readonly<Record<string, string>>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = fieldsOf(header ?? '', delimiter);
  return lines.map((line) => {
    const fields = fieldsOf(line, delimiter);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  });
}

function fieldsOf(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) {
      fields.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...fields, field.trim()];
}
