import { checkVariables, OWN_VARIABLES } from './check-variables.ts';
import { EVERY_OPTION } from './every-option.ts';

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

describe('EVERY_OPTION', () => {
  it('has each variable but those that only say where, for which table and which release', () => {
    const others = ['ENGAGE_REGION', 'ENGAGE_CONTRACT', 'ENGAGE_RELEASE'];
    expect([...others, ...Object.keys(EVERY_OPTION)].sort()).toEqual([...OWN_VARIABLES].sort());
  });
});
