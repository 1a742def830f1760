import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { bucketNames, type BucketUse } from './bucket-names.ts';
import { lifecycleOf } from './lifecycle.ts';
import { PrivateBucket } from './private-bucket.ts';

/** An environment's buckets, kept as `lifecycle.ts` says. */
export class Buckets extends Construct {
  readonly arns: Readonly<Record<BucketUse, string>>;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const names = bucketNames(environment);
    const arnOf = (use: BucketUse): string =>
      new PrivateBucket(this, use, {
        name: names[use],
        keyArn,
        isProtected: environment.isProtected,
        rules: lifecycleOf(use, environment),
      }).arn;
    this.arns = { data: arnOf('data'), queries: arnOf('queries'), logs: arnOf('logs') };
  }
}
