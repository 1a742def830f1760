import { AthenaWorkgroup } from '@cdktn/provider-aws/lib/athena-workgroup/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { QUERY_RESULTS } from '../../policies/task-policy.ts';
import { bucketNames } from '../s3/bucket-names.ts';

/** Bytes that one query may read, at $5 a TB: five cents. A run of 100,000 customers reads some 20 MB. */
const MOST_BYTES = 10 * 2 ** 30;

/** Where Athena's queries run: none may write elsewhere, without encryption, or read without a limit. */
export class Workgroup extends Construct {
  readonly workgroupName: string;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const workgroup = new AthenaWorkgroup(this, 'workgroup', {
      name: `engage-${environment.name}`,
      description: `Engage ${environment.name}: queries of the pipeline and of analysts`,
      forceDestroy: !environment.isProtected,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MOST_BYTES,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${bucketNames(environment).queries}/${QUERY_RESULTS}`,
          expectedBucketOwner: environment.account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn: keyArn },
        },
      },
    });
    this.workgroupName = workgroup.name;
  }
}
