/** What an error of AWS means for whoever asked: `all` questions would end in it, or `one` alone. */
export interface AccountProblem {
  readonly concerns: 'all' | 'one';
  readonly found: string;
  readonly advice: string;
}

const SIGN_IN = 'sign in for the account, for example with "aws sso login" and AWS_PROFILE';
/** No answer: names and codes of Node and of the SDK. */
const NO_NETWORK = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
];
const NO_CREDENTIALS = ['CredentialsProviderError', 'TokenProviderError'];
/** AWS's common errors (API references, "Common Errors"). */
const REFUSED_CREDENTIALS = [
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'OptInRequired'];
const UNKNOWN_THERE = ['NoSuchResourceException', 'ResourceNotFoundException', 'ValidationException'];

/**
 * Says in words what AWS, its SDK or the network said.
 *
 * @param calls actions that were asked for, as IAM writes them
 */
export function accountProblem(error: unknown, calls: readonly string[], region: string): AccountProblem {
  const names = namesOf(error);
  const isOneOf = (list: readonly string[]): boolean => names.some((name) => list.includes(name));
  if (isOneOf(NO_CREDENTIALS)) return { concerns: 'all', found: 'no credentials of AWS', advice: SIGN_IN };
  if (isOneOf(REFUSED_CREDENTIALS))
    return { concerns: 'all', found: `credentials that AWS refuses (${names[0]})`, advice: SIGN_IN };
  if (isOneOf(NO_NETWORK))
    return {
      concerns: 'all',
      found: `no answer from AWS in ${region} (${names.at(-1)})`,
      advice: 'look at the network, the proxy and ENGAGE_REGION',
    };
  if (isOneOf(DENIED))
    return {
      concerns: 'one',
      found: 'access denied',
      advice: `take a role that may call ${calls.join(', ')}`,
    };
  if (isOneOf(UNKNOWN_THERE))
    return {
      concerns: 'one',
      found: `that ${region} does not know it (${names[0]})`,
      advice: 'look it up in the console of that region, or choose another with ENGAGE_REGION',
    };
  const said = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  return { concerns: 'one', found: `${names[0] ?? 'an error'}: ${said}`, advice: 'try again in a minute' };
}

/** Name and code of an error and of what caused it. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null) {
    if ('name' in at && typeof at.name === 'string') names.push(at.name);
    if ('code' in at && typeof at.code === 'string') names.push(at.code);
  }
  return names;
}
