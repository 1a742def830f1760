import { createCapacity } from './capacity.ts';

describe('createCapacity()', () => {
  it('enter() gives so many places at once, and those that were left again', () => {
    const capacity = createCapacity({ maxConcurrent: 2, maxHeldBytes: 100 });
    const [first, second] = [capacity.enter(), capacity.enter()];
    expect([first, second, capacity.enter()].map((place) => place !== null)).toEqual([true, true, false]);
    first!.leave();
    expect([capacity.enter(), capacity.enter()].map((place) => place !== null)).toEqual([true, false]);
  });

  it('tryHold() counts the bytes of all places, and gives back those of one that is left', () => {
    const capacity = createCapacity({ maxConcurrent: 9, maxHeldBytes: 100 });
    const [first, second] = [capacity.enter()!, capacity.enter()!];
    expect([first.tryHold(60), second.tryHold(41), second.tryHold(40)]).toEqual([true, false, true]);
    expect(capacity.enter()).toBeNull();
    first.leave();
    expect([second.tryHold(61), second.tryHold(60)]).toEqual([false, true]);
  });

  it('hold() takes what is there already, and lets nobody in until it is given back', () => {
    const capacity = createCapacity({ maxConcurrent: 9, maxHeldBytes: 100 });
    const place = capacity.enter()!;
    place.hold(500);
    expect([place.tryHold(1), capacity.enter()]).toEqual([false, null]);
    place.leave();
    expect(capacity.enter()!.tryHold(100)).toBe(true);
  });
});
