import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import { tidyRules } from '../modules/s3/lifecycle.ts';
import { PrivateBucket } from '../modules/s3/private-bucket.ts';
import { BaseStack } from './base-stack.ts';
import { stateBucketName } from './state-bucket-name.ts';

/** Days in which a state that was spoilt can be had back from an older version. */
const OLD_VERSIONS = 90;

/** Where Terraform keeps the state of an account's stacks. It is deployed first, with its own state beside it. */
export class StateStack extends BaseStack {
  constructor(scope: Construct, id: string, { account, region }: Pick<Environment, 'account' | 'region'>) {
    super(scope, id, { account, region, environment: 'state' });
    new PrivateBucket(this, 'state', {
      name: stateBucketName({ account, region }),
      isProtected: true,
      rules: tidyRules(OLD_VERSIONS),
    });
  }
}
