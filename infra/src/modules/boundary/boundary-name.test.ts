import { boundaryName, OWN_BOUNDARY } from './boundary-name.ts';

describe('boundaryName()', () => {
  it('is what is named, and nothing where nothing is', () => {
    expect(boundaryName({ ENGAGE_PERMISSIONS_BOUNDARY: OWN_BOUNDARY })).toBe('engage-boundary');
    expect(boundaryName({ ENGAGE_PERMISSIONS_BOUNDARY: '' })).toBeUndefined();
    expect(boundaryName({})).toBeUndefined();
  });

  it('refuses an ARN', () => {
    expect(() => boundaryName({ ENGAGE_PERMISSIONS_BOUNDARY: 'arn:aws:iam::111111111111:policy/x' })).toThrow(
      'ENGAGE_PERMISSIONS_BOUNDARY: expected the name of a policy of the account, found "arn:aws:iam::111111111111:policy/x"',
    );
  });
});
