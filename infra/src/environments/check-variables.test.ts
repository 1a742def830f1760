import { checkVariables } from './check-variables.ts';

describe('checkVariables()', () => {
  it('accepts what is known, of infrastructure and of the rest, and what is not ours', () => {
    const variables = {
      ENGAGE_DEV_ACCOUNT: '1',
      ENGAGE_REGION: 'x',
      ENGAGE_HOME: 'data',
      HOME: '/',
      ENGAGEMENT: '1',
    };
    expect(() => checkVariables(variables, ['dev', 'prod'])).not.toThrow();
  });

  it.each([
    ['ENGAGE_PRDO_ACCOUNT', 'found ENGAGE_PRDO_ACCOUNT; did you mean ENGAGE_PROD_ACCOUNT?'],
    ['ENGAGE_REGOIN', 'found ENGAGE_REGOIN; did you mean ENGAGE_REGION?'],
    ['ENGAGE_SOMETHING_ELSE_ALTOGETHER', 'unset it'],
  ])('refuses %s', (variable, message) => {
    expect(() => checkVariables({ [variable]: '1' }, ['dev', 'prod'])).toThrow(message);
  });
});
