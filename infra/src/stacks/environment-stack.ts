import type { Contract } from '@engage/schema';
import { S3Backend, TerraformOutput, TerraformVariable } from 'cdktn';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/environment.ts';
import { Alarms } from '../modules/alarms/alarms.ts';
import { ScoringApi } from '../modules/api/scoring-api.ts';
import { Bedrock } from '../modules/bedrock/bedrock.ts';
import { Workgroup } from '../modules/athena/workgroup.ts';
import { Catalog } from '../modules/glue/catalog.ts';
import { Keys } from '../modules/keys/keys.ts';
import { Tasks } from '../modules/ecs/tasks.ts';
import { Functions } from '../modules/lambda/functions.ts';
import { Pipeline } from '../modules/step-functions/pipeline.ts';
import { Network } from '../modules/network/network.ts';
import { Registry } from '../modules/registry/registry.ts';
import { Buckets } from '../modules/s3/buckets.ts';
import { queueName, queuesOf } from '../modules/triggers/queue-names.ts';
import { Triggers } from '../modules/triggers/triggers.ts';
import { BaseStack } from './base-stack.ts';
import { stateBucketName } from './state-bucket-name.ts';
import { stateKey } from './state-key.ts';

/** Everything of one environment: `engage-dev`, `engage-staging`, `engage-prod`. */
export class EnvironmentStack extends BaseStack {
  /** @param alarmEmails who hears when something breaks */
  constructor(
    scope: Construct,
    environment: Environment,
    contract: Contract,
    alarmEmails: readonly string[],
  ) {
    const { name, account, region } = environment;
    super(scope, `engage-${name}`, { account, region, environment: name });
    new S3Backend(this, {
      bucket: stateBucketName(environment),
      key: stateKey(name),
      region,
      encrypt: true,
      useLockfile: true,
    });
    const keys = new Keys(this, 'keys', environment);
    const buckets = new Buckets(this, 's3', environment, keys.arn);
    const network = new Network(this, 'network', environment, keys.arn);
    new Catalog(this, 'glue', environment, contract);
    new Workgroup(this, 'athena', environment, keys.arn);
    if (environment.hasKnowledge) new Bedrock(this, 'bedrock', environment, keys.arn);
    const registry = new Registry(this, 'registry', environment, keys.arn);
    const release = new TerraformVariable(this, 'release', {
      type: 'string',
      description:
        'What is deployed: tag of the images, folder of the functions’ zips; a commit, for example',
    });
    release.overrideLogicalId('release');
    const its = { keyArn: keys.arn, release: release.stringValue };
    const functions = new Functions(this, 'lambda', environment, its.keyArn, its.release);
    const tasks = new Tasks(this, 'ecs', environment, { network, registry, ...its });
    const api = new ScoringApi(this, 'api', environment, its.keyArn, its.release);
    new TerraformOutput(this, 'scoring-url', {
      value: api.url,
      description: 'Where POST /v1/score is answered',
    });
    const pipeline = new Pipeline(this, 'step-functions', environment, {
      functions,
      tasks,
      keyArn: keys.arn,
    });
    const triggers = new Triggers(this, 'triggers', environment, {
      pipelineArn: pipeline.arn,
      bucket: buckets.data,
      ...its,
    });
    new Alarms(this, 'alarms', environment, {
      pipelineArn: pipeline.arn,
      starter: triggers.starter,
      queues: queuesOf(environment).map((use) => queueName(environment, use)),
      apiId: api.id,
      keyArn: keys.arn,
      emails: alarmEmails,
    });
  }
}
