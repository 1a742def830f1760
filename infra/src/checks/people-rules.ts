import type { PolicyStatement } from '../policies/policy-document.ts';
import { policiesOf, type Finding, type Stack } from './stack.ts';

/** Whoever may take a role and is no service of AWS and no issuer of tokens shows a second factor, and did so lately. */
export function peopleFindings(stack: Stack): Finding[] {
  return policiesOf(stack)
    .filter(({ kind }) => kind === 'trust')
    .flatMap(({ where, document }) =>
      document.Statement.filter((its) => letsPeopleIn(its) && !asksForMfa(its)).map(({ Sid }) => ({
        rule: 'people-mfa',
        where: `${where} ${Sid}`,
        message:
          'Expected Bool aws:MultiFactorAuthPresent true and NumericLessThan aws:MultiFactorAuthAge of an hour at most, found a role that people take without',
      })),
    );
}

function letsPeopleIn({ Effect, Principal }: PolicyStatement): boolean {
  if (Effect !== 'Allow') return false;
  return Principal === '*' || Principal?.AWS !== undefined;
}

/** `BoolIfExists` is not enough: keys of a user have no such key, and would come in. */
function asksForMfa({ Condition }: PolicyStatement): boolean {
  const age = Number(Condition?.['NumericLessThan']?.['aws:MultiFactorAuthAge']);
  return Condition?.['Bool']?.['aws:MultiFactorAuthPresent'] === 'true' && age <= 3600;
}
