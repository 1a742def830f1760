import fc from 'fast-check';
import { jsonFlaw } from './json-flaw.ts';

/** What `JSON.parse` says: whether it is JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonFlaw()', () => {
  it.each<[string, string, string]>([
    ['', '1:1', 'a value'],
    ['{"a":1,}', '1:8', 'the name of a member in quotes'],
    ['{a:1}', '1:2', 'the name of a member in quotes or "}"'],
    ['{"a" 1}', '1:6', '":" after the name of a member'],
    ['{"a":\n  1\n  "b":2}', '3:3', '"," or "}"'],
    ['[1 2]', '1:4', '"," or "]"'],
    ['[1,]', '1:4', 'a value'],
    ['[NaN]', '1:2', 'a value'],
    ['[-x]', '1:3', 'a digit'],
    ['[01]', '1:3', '"," or "]"'],
    ['[1.]', '1:4', 'a digit'],
    ['[1e+]', '1:5', 'a digit'],
    ['{} {}', '1:4', 'nothing after the value'],
    ['["a\nb"]', '1:4', 'control characters of text to be escaped'],
    ['["\\x"]', '1:4', 'one of "\\/bfnrtu after \\'],
    ['["\\u12g4"]', '1:7', 'four hexadecimal digits after \\u'],
    ['["abc', '1:6', 'the closing quote of a text'],
  ])('tells where %j is no JSON', (text, place, expected) => {
    const flaw = jsonFlaw(text);
    if (flaw?.kind !== 'syntax') throw new TypeError(`Expected a mistake, found ${JSON.stringify(flaw)}`);
    expect([`${flaw.at.line}:${flaw.at.column}`, flaw.expected]).toEqual([place, expected]);
    const [line, column] = place.split(':').map(Number);
    const before = text.split('\n').slice(0, line! - 1);
    expect(flaw.isAtEnd).toBe([...before, ''].join('\n').length + column! > text.length);
  });

  it('tells the path of a member that is said twice, however it is spelt', () => {
    const text = '{"a":[{"b":1},{"b":1,\n"c":{},"\\u0062":2}]}';
    expect(jsonFlaw(text)).toEqual({
      kind: 'duplicate',
      path: ['a', 1, 'b'],
      at: { line: 2, column: 8 },
    });
    expect(jsonFlaw('{"b":1,"b":2')).toMatchObject({ kind: 'syntax', isAtEnd: true });
    expect(jsonFlaw('{"__proto__":1,"constructor":2,"a":{"a":1}}')).toBeNull();
  });

  it('agrees with JSON.parse on JSON that was changed anywhere', () => {
    const seen = { json: 0, other: 0 };
    const piece = fc.constantFrom(
      ...'{}[],:"\\-+.eE01 \n\t\r\u0001u',
      'true',
      'null',
      '"a":',
      '\\u00e4',
      'é',
    );
    const changed = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.nat(2), piece)
      .map(([text, place, removed, added]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + added + text.slice(at + removed);
      });
    const anything = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(changed, anything, fc.json()), (text) => {
        const flaw = jsonFlaw(text);
        seen[isJson(text) ? 'json' : 'other'] += 1;
        expect([text, flaw?.kind === 'syntax']).toEqual([text, !isJson(text)]);
      }),
      { numRuns: 20_000, seed: 4 },
    );
    expect(Math.min(seen.json, seen.other)).toBeGreaterThan(3_000);
  });

  it('takes the deepest and the longest bodies in a time that grows with them alone', () => {
    const begin = process.cpuUsage();
    const size = 2 ** 20;
    expect(jsonFlaw('['.repeat(size))).toMatchObject({ isAtEnd: true });
    expect(jsonFlaw('{"a":'.repeat(size / 4))).toMatchObject({ isAtEnd: true });
    expect(jsonFlaw(`"${'\\n'.repeat(size)}"`)).toBeNull();
    expect(jsonFlaw('1'.repeat(size))).toBeNull();
    expect(jsonFlaw('\n'.repeat(size))).toMatchObject({ at: { line: size + 1, column: 1 } });
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(3_000);
  });
});
