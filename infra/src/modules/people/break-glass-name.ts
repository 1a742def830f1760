/** The administrator's role for an emergency: one for each account. */
export const BREAK_GLASS = 'engage-break-glass';

/** ARN of the role as it will be, for what listens to its use. */
export function breakGlassArn(account: string): string {
  return `arn:aws:iam::${account}:role/${BREAK_GLASS}`;
}
