import { createHash } from 'node:crypto';
import { markup, Html } from './markup.ts';
import { style } from './style.ts';

/** One part of the page. */
export interface Section {
  /** Anchor, unique in the page. */
  readonly id: string;
  /** Short name in the page's navigation. */
  readonly short: string;
  readonly body: Html;
  /** What the section runs in the page, if anything: it may compute in WebAssembly, and fetch nothing. */
  readonly script?: string;
}

export interface Page {
  readonly title: string;
  readonly header: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
}

/** Nothing may be fetched: the page is one file that can be mailed. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Only the page's own scripts may run, each named by its hash. */
function policyOf(scripts: readonly string[]): string {
  if (scripts.length === 0) return POLICY;
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return `${POLICY}; script-src ${hashes.join(' ')} 'wasm-unsafe-eval'`;
}

/** The whole document. */
export function pageHtml({ title, header, sections, footer }: Page): string {
  const scripts = sections.flatMap(({ script }) => script ?? []);
  const links = sections.map(({ id, short }) => markup`<li><a href="#${id}">${short}</a></li>`);
  const document = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policyOf(scripts))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header><div>${header}</div></header>
        <nav aria-label="Sections">
          <ul>
            ${links}
          </ul>
        </nav>
        <main>
          ${sections.map(({ id, body }) => markup`<section id="${id}" aria-labelledby="${id}-title">${body}</section> `)}
        </main>
        <footer><div>${footer}</div></footer>
        ${scripts.map((script) => new Html(`<script>${script}</script>`))}
      </body>
    </html> `;
  return document.text;
}
