import { alike } from './alike.ts';

describe('alike()', () => {
  it('takes any text without a hole for one that Terraform fills in', () => {
    expect(alike({ arn: '${aws_x.y.arn}', list: [1, '2'] }, { arn: 'arn:aws:x', list: [1, '2'] })).toEqual(
      [],
    );
    expect(alike('${aws_x.y.arn}', '${aws_x.y.arn}')).toHaveLength(1);
    expect(alike('${aws_x.y.arn}', '')).toHaveLength(1);
  });

  it('names what differs, is missing or too much', () => {
    expect(alike({ a: { b: 1 }, c: 2 }, { a: { b: 3 }, d: 4 })).toEqual([
      'a.b: expected 1, found 3',
      'c: expected 2, found undefined',
      'd: expected undefined, found 4',
    ]);
    expect(alike([1, 2], [1])).toEqual(['1: expected 2, found undefined']);
  });
});
