import * as fc from 'fast-check';
import { escaped, joined, markup } from './markup.ts';

describe('markup', () => {
  it('escapes every text, in content and in attributes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '\n', '\u0001', 'é') }),
        (text) => {
          const page = markup`<p title="${text}">${text}</p>`.text;
          const [, attribute, content] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(page) ?? [];
          expect(attribute).toBe(escaped(text));
          expect(content).toBe(escaped(text));
          expect(page).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
        },
      ),
    );
  });

  it('keeps markup, flattens lists and leaves nothing for null and false', () => {
    const items = ['a', 'b & c'].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${items}</ul>${null}${false}${0}`.text).toBe('<ul><li>a</li><li>b &amp; c</li></ul>0');
    expect(joined(['a', markup`<b>b</b>`], ', ').text).toBe('a, <b>b</b>');
  });
});
