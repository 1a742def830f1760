/** A name as an SQL identifier: any text is one, once it is quoted. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number as a literal that both engines read as a double, never as a decimal. */
export function sqlDouble(value: number): string {
  const text = String(value);
  return text.includes('e') ? text : `${text}e0`;
}
