import fc from 'fast-check';
import { createRecordScanner } from './record-scanner.ts';

interface Scan {
  records: string[][];
  broken: [line: string, reason: string][];
}

function scan(text: string, fields: number | null, chunk = text.length || 1): Scan {
  const found: Scan = { records: [], broken: [] };
  const scanner = createRecordScanner(
    { delimiter: ',', quote: '"', fields },
    {
      plain: (line) => found.records.push(line.toString().split(',')),
      quoted: (parts) => found.records.push(parts.map(String)),
      broken: (line, reason) => found.broken.push([line.toString(), reason]),
    },
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) scanner.push(bytes.subarray(at, at + chunk));
  scanner.end();
  return found;
}

describe('createRecordScanner()', () => {
  it.each([
    ['LF', 'a,b\n1,2\n'],
    ['CR LF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no last line end', 'a,b\n1,2'],
    ['empty lines', '\na,b\n\n1,2\n\n\n'],
    ['quotes', '"a","b"\n"1",2\n'],
    ['quotes and CR LF', '"a","b"\r\n1,"2"\r\n'],
  ])('reads lines that end with %s', (_, text) => {
    expect(scan(text, 2)).toEqual({ records: [['a', 'b'], ['1', '2']], broken: [] }); // prettier-ignore
  });

  it('reads quoted delimiters, doubled quotes and line ends', () => {
    expect(scan('"a,b","say ""hi"""\n"two\r\nlines",x\n', 2).records).toEqual([
      ['a,b', 'say "hi"'],
      ['two\r\nlines', 'x'],
    ]);
  });

  it('takes a quote inside a field as it is', () => {
    expect(scan('5" pipe,x\n', 2).records).toEqual([['5" pipe', 'x']]);
  });

  it('reports rows with too few or too many fields, and reads on', () => {
    expect(scan('1,2\n1\n1,2,3\n4,5\n', 2)).toEqual({
      records: [['1', '2'], ['4', '5']], // prettier-ignore
      broken: [
        ['1', 'the row has 1 fields instead of 2'],
        ['1,2,3', 'the row has 3 fields instead of 2'],
      ],
    });
  });

  it('loses one line to a quote that never closes', () => {
    expect(scan('1,2\n3,"four\n5,6\n7,8\n', 2)).toEqual({
      records: [['1', '2'], ['5', '6'], ['7', '8']], // prettier-ignore
      broken: [['3,"four', 'a quote is never closed']],
    });
  });

  it('loses one line to a stray quote before a properly quoted row', () => {
    expect(scan('3,"four\n5,"six, or so"\n', 2)).toEqual({
      records: [['5', 'six, or so']],
      broken: [['3,"four', 'text follows a closing quote']],
    });
  });

  it('gives up on a record of a megabyte', () => {
    const found = scan(`1,"${'x\n'.repeat(600_000)}`, 2, 1 << 18);
    expect(found.broken[0]).toEqual(['1,"x', 'a quote is never closed']);
  });

  it('finds the same however the bytes are cut into chunks', () => {
    const piece = fc.constantFrom('a', 'é', ',', '"', '""', '\n', '\r\n', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (pieces, size) => {
        const text = pieces.join('') + '\n';
        expect(scan(text, 2, size)).toEqual(scan(text, 2));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every table that was written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' '), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quote).join(',')).join('\n') + '\n';
        expect(scan(text, 2)).toEqual({ records: rows, broken: [] });
      }),
      { numRuns: 500 },
    );
  });
});
