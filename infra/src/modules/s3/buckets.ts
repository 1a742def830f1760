import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { accessLogStatement } from './access-log-statement.ts';
import { bucketNames, type BucketUse } from './bucket-names.ts';
import { lifecycleOf } from './lifecycle.ts';
import { PrivateBucket, type PrivateBucketOptions } from './private-bucket.ts';

/** An environment's buckets, kept as `lifecycle.ts` says. */
export class Buckets extends Construct {
  readonly arns: Readonly<Record<BucketUse, string>>;
  /** Name of the bucket of all data, for what can only be set once it stands. */
  readonly data: string;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const names = bucketNames(environment);
    const { account, isProtected } = environment;
    const make = (use: BucketUse, more: Partial<PrivateBucketOptions>): PrivateBucket =>
      new PrivateBucket(this, use, {
        name: names[use],
        isProtected,
        rules: lifecycleOf(use, environment),
        ...more,
      });
    // S3 delivers access logs only to buckets that are encrypted by its own key (S3 user guide, "Enabling server access logging").
    const logs = make('logs', {
      statements: [accessLogStatement(names.logs, account, [names.data, names.queries])],
    });
    const told = { keyArn, accessLogs: names.logs };
    const data = make('data', told);
    const queries = make('queries', told);
    for (const bucket of [data, queries]) bucket.node.addDependency(logs);
    this.data = data.id;
    this.arns = { data: data.arn, queries: queries.arn, logs: logs.arn };
  }
}
