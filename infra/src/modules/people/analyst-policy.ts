import { LATEST_KEY, layoutOf } from '@engage/run';
import type { Environment } from '../../environments/environment.ts';
import type { PolicyDocument } from '../../policies/policy-document.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { useKeyByAlias } from './use-key-by-alias.ts';

/** Reads what runs came to, by Athena or as files: no raw data, no truth, no features, no models. */
export function analystPolicy(environment: Environment): PolicyDocument {
  const { results, ensemble, coverage, qa, report, manifest } = layoutOf('*');
  const reads = [LATEST_KEY, results, ensemble, coverage, qa, report, manifest];
  const access = { reads, writes: [], removes: [], queries: 'look' } as const;
  // The account's stack comes before the key, whose ARN it cannot name.
  const { Statement } = taskPolicy(environment, access, '');
  return {
    Version: '2012-10-17',
    Statement: [...Statement.filter(({ Sid }) => Sid !== 'UseKey'), useKeyByAlias(environment)],
  };
}
