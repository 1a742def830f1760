import { InputError } from '@engage/run';
import { NO_PLANTS, parsePlants } from './parse-plants.ts';

describe('parsePlants()', () => {
  it('reads a share and switches, in any order', () => {
    expect(parsePlants('dirty=0.01,leak,bias,drift')).toEqual({
      dirty: 0.01,
      leak: true,
      bias: true,
      drift: true,
    });
    expect(parsePlants(' drift , dirty=1 ')).toEqual({ ...NO_PLANTS, drift: true, dirty: 1 });
    expect(parsePlants('')).toEqual(NO_PLANTS);
  });

  it.each([
    ['dirty', 'Expected dirty=SHARE in --plant with a share of rows above 0 and at most 1, found no share'],
    ['dirty=', 'found ""'],
    ['dirty=0', 'found "0"'],
    ['dirty=1%', 'found "1%"'],
    ['dirty=1.5', 'write for example dirty=0.01'],
    [
      'leaks',
      'Expected dirty=SHARE, leak, bias or drift in --plant, found "leaks"; separate several with commas',
    ],
    ['leak=1', 'found "leak=1"'],
    ['leak,,bias', 'found ""'],
    ['leak,leak', 'Expected "leak" once in --plant, found it twice'],
  ])('refuses "%s"', (text, message) => {
    expect(() => parsePlants(text)).toThrow(InputError);
    expect(() => parsePlants(text)).toThrow(message);
  });
});
