import { Arena } from './arena.ts';
import { createScoreKernel, FIRST_FREE_BYTE, PAGE_BYTES } from './score-kernel.ts';

describe('Arena', () => {
  it('gives out lines of the cache one after another, grows, and takes back', () => {
    const { memory } = createScoreKernel();
    const arena = new Arena(memory);

    const first = arena.take(3);
    const mark = arena.end;
    const second = arena.put(Float32Array.of(1, 2));
    arena.release(mark);

    expect(first).toBeGreaterThanOrEqual(FIRST_FREE_BYTE);
    expect(first % 64).toBe(0);
    expect(second).toBe(first + 64);
    expect([...new Float32Array(memory.buffer, second, 2)]).toEqual([1, 2]);
    expect(arena.take(1)).toBe(second);
    const pages = memory.buffer.byteLength / PAGE_BYTES;
    arena.take(10 * PAGE_BYTES);
    expect(memory.buffer.byteLength / PAGE_BYTES).toBeGreaterThanOrEqual(pages + 9);
    expect(() => arena.take(2 ** 32)).toThrow(RangeError);
  });
});
