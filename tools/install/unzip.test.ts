import fc from 'fast-check';
import { readZip } from './unzip.ts';
import { zipOf } from './zip-of.ts';

describe('readZip()', () => {
  it('gives back every file that was packed, stored or deflated', () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}(\/[a-zé]{1,8}){0,2}$/),
      body: fc.uint8Array({ maxLength: 300 }),
      isDeflated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const entries = readZip(zipOf(files));
        expect(entries.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
        expect(entries.map((entry) => Uint8Array.from(entry.read()))).toEqual(
          files.map(({ body }) => Uint8Array.from(body)),
        );
      }),
    );
  });

  it('skips folders', () => {
    const entries = readZip(zipOf([{ name: 'lib/', body: new Uint8Array(), isDeflated: false }]));
    expect(entries).toEqual([]);
  });

  it.each(['../outside', '/root', 'lib/../../outside'])('refuses the path %s', (name) => {
    expect(() => readZip(zipOf([{ name, body: new Uint8Array(3), isDeflated: false }]))).toThrow(
      `found "${name}"`,
    );
  });

  it('refuses an archive that is cut off, anywhere', () => {
    const whole = zipOf([{ name: 'a', body: new TextEncoder().encode('some text'), isDeflated: true }]);
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readZip(whole.subarray(0, length))).toThrow(RangeError);
  });

  it('refuses a file that does not match its checksum', () => {
    const body = new TextEncoder().encode('some text');
    const archive = zipOf([{ name: 'a', body, isDeflated: false }]);
    archive[archive.indexOf('some text')] = 0;
    expect(() => readZip(archive)[0]?.read()).toThrow('Expected "a" to match its checksum');
  });
});
