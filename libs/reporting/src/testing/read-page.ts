/** One element of a page, in the order of the page. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text inside, without that of links, intervals and code: what the page says in its own words. */
  readonly ownText: string;
}

/** Elements that have no end. */
const VOID = new Set(['meta', 'br', 'link', 'img', 'input', 'hr']);
/** Whose text is a figure or a name, not prose. */
const QUOTED = new Set(['a', 'code', 'data']);

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  ownText: string;
}

/**
 * A strict reader of the HTML that we write: every element is closed in order, every attribute quoted, every `<`
 * and `&` of a text escaped.
 *
 * @throws Error at the first place where that is not so
 */
export function readPage(text: string): PageElement[] {
  const elements: Open[] = [];
  const open: Open[] = [];
  let at = text.indexOf('<html');
  if (!text.startsWith('<!doctype html>') || at < 0)
    throw new Error('Expected a page that begins with a doctype');
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    addText(text.slice(at, end), open);
    if (next < 0) break;
    const tag = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>/i.exec(
      text.slice(next, next + 20_000),
    );
    if (!tag) throw new Error(`Expected a tag, found ${text.slice(next, next + 80)}`);
    const [whole, closing, name = '', attributes = '', selfClosing] = tag;
    at = next + whole.length;
    if (closing === '/') {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`Expected </${last?.name ?? 'nothing'}>, found </${name}>`);
      continue;
    }
    const element: Open = { name, attributes: attributesOf(attributes), ownText: '' };
    elements.push(element);
    // What is not markup: styles, scripts, data.
    if (name === 'style' || name === 'script') at = text.indexOf(`</${name}>`, at);
    if (selfClosing !== '/' && !VOID.has(name)) open.push(element);
  }
  if (open.length > 0)
    throw new Error(`Expected every element to be closed, found <${open.at(-1)?.name}> open`);
  return elements;
}

function addText(text: string, open: readonly Open[]): void {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text))
    throw new Error(`Expected an escaped text, found ${text.slice(0, 80)}`);
  const quoted = open.some(({ name, attributes }) => QUOTED.has(name) || attributes['class'] === 'ci');
  if (!quoted) for (const element of open) element.ownText += text;
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([a-zA-Z][\w:-]*)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name!, value!]));
}
