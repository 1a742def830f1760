import { KmsAlias } from '@cdktn/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktn/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { keyPolicy } from './key-policy.ts';

/** The one key that everything of an environment is encrypted with ($1 a month), renewed every year. */
export class Keys extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const key = new KmsKey(this, 'data', {
      description: `Engage ${environment.name}: data, results, logs`,
      enableKeyRotation: true,
      deletionWindowInDays: environment.retention.key,
      policy: JSON.stringify(keyPolicy(environment)),
      lifecycle: { preventDestroy: environment.isProtected },
    });
    new KmsAlias(this, 'alias', { name: `alias/engage-${environment.name}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
