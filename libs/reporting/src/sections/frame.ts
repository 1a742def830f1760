import { markup, joined, type Content, type Html } from '../html/markup.ts';
import { hrefOf, type Measured } from '../html/measured.ts';
import type { Section } from '../html/page.ts';

/** One message of the page: the question, the answer in a sentence, what shows it, what follows from it. */
export interface Message {
  readonly id: string;
  readonly short: string;
  readonly question: string;
  readonly answer: Html;
  readonly body: Content;
  /** What a leader should take from it, or null when nothing follows. */
  readonly so: Html | null;
  /** Artefacts that the figures come from, as keys below the run's folder. */
  readonly sources: readonly string[];
}

/** A message as a section of the page. */
export function sectionOf({ id, short, question, answer, body, so, sources }: Message): Section {
  return {
    id,
    short,
    body: markup`
      <h2 id="${id}-title">${question}</h2>
      <p class="answer">${answer}</p>
      ${body} ${so && markup`<p class="so"><b>So what?</b> ${so}</p>`} ${sourcesHtml(sources)}
    `,
  };
}

/** A chart with its title. */
export function figureHtml(title: string, drawing: Html): Html {
  return markup`<figure>
    <figcaption>${title}</figcaption>
    ${drawing}
  </figure>`;
}

/** The artefacts behind a section, each once. */
function sourcesHtml(sources: readonly string[]): Html | null {
  const each = [...new Set(sources)].sort();
  if (each.length === 0) return null;
  const links = each.map((source) => markup`<a href="${hrefOf(source)}">${source}</a>`);
  return markup`<p class="source">${each.length === 1 ? 'Source' : 'Sources'}: ${joined(links, ', ')}</p>`;
}

/** The sources of those figures that are there. */
export function sourcesOf(figures: readonly (Measured | null | undefined)[]): string[] {
  return figures.flatMap((figure) => (figure ? [figure.source] : []));
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly Content[]): Html {
  if (items.length < 2) return markup`${items}`;
  return markup`${joined(items.slice(0, -1), ', ')} and ${items.at(-1)!}`;
}

/**
 * Small whole numbers as words, as prose has them.
 *
 * @example wordOf(3) // 'three'
 */
export function wordOf(count: number): string {
  return (
    ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count] ??
    String(count)
  );
}

/** A noun in the number that fits. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
