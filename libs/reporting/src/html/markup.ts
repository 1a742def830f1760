/** Markup that is safe to write out: every text in it was escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold; texts and numbers are escaped, null and false leave nothing. */
export type Content = Html | string | number | null | false | readonly Content[];

/**
 * A template whose values are escaped unless they are markup themselves.
 *
 * @example markup`<p>${'a < b'}</p>`.text // '<p>a &lt; b</p>'
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((part, k) => part + (k < values.length ? markupOf(values[k]!) : '')).join(''));
}

/** Contents with a separator between them: words of a list, lines of a block. */
export function joined(contents: readonly Content[], separator: Content): Html {
  return new Html(contents.map(markupOf).join(markupOf(separator)));
}

/** Text as it may stand between tags and inside quoted attributes; control characters become spaces. */
export function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function markupOf(value: Content): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(markupOf).join('');
}
