import { forOne, isPlural, singular } from './plural.ts';

describe('singular()', () => {
  it.each([
    ['sessions', 'session'],
    ['stories', 'story'],
    ['matches', 'match'],
    ['swipes', 'swipe'],
    ['boxes', 'box'],
    ['series', 'series'],
    ['less', 'less'],
    ['status', 'status'],
    ['has', 'has'],
  ])('singular() makes %s %s', (word, expected) => {
    expect(singular(word)).toBe(expected);
  });

  it('isPlural() takes short plurals', () => {
    expect(['ads', 'is', 'days'].map(isPlural)).toEqual([true, false, true]);
  });

  it('forOne() changes the first plural only', () => {
    expect(forOne('stories viewed')).toBe('story viewed');
    expect(forOne('app opens')).toBe('app open');
  });
});
