import { KmsAlias } from '@cdktn/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktn/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { keyPolicy } from './key-policy.ts';

/** Days in which a key that is to be destroyed can still be had back. */
const WINDOW_DAYS = 30;
const DEV_WINDOW_DAYS = 7;

/** The one key that everything of an environment is encrypted with ($1 a month), renewed every year. */
export class Keys extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const key = new KmsKey(this, 'data', {
      description: `Engage ${environment.name}: data, results, logs`,
      enableKeyRotation: true,
      deletionWindowInDays: environment.name === 'dev' ? DEV_WINDOW_DAYS : WINDOW_DAYS,
      policy: JSON.stringify(keyPolicy(environment)),
      lifecycle: { preventDestroy: environment.isProtected },
    });
    new KmsAlias(this, 'alias', { name: `alias/engage-${environment.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
