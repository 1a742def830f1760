import { markup, Html } from './markup.ts';
import { style } from './style.ts';

/** One part of the page. */
export interface Section {
  /** Anchor, unique in the page. */
  readonly id: string;
  /** Short name in the page's navigation. */
  readonly short: string;
  readonly body: Html;
}

export interface Page {
  readonly title: string;
  readonly header: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
}

/** Nothing may be fetched and nothing may run: the page is one file that can be mailed. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The whole document. */
export function pageHtml({ title, header, sections, footer }: Page): string {
  const links = sections.map(({ id, short }) => markup`<li><a href="#${id}">${short}</a></li>`);
  const document = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}" />
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
      </body>
    </html> `;
  return document.text;
}
