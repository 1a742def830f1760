import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { EcsCluster } from '@cdktn/provider-aws/lib/ecs-cluster/index.js';
import { EcsTaskDefinition } from '@cdktn/provider-aws/lib/ecs-task-definition/index.js';
import {
  CONTAINER_SIZE,
  taskAccess,
  taskBindings,
  taskNames,
  type EcsApp,
  type EcsTarget,
  type TaskName,
} from '@engage/pipeline';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import type { Network } from '../network/network.ts';
import { CONTAINER_APPS, type Registry } from '../registry/registry.ts';
import { bucketNames } from '../s3/bucket-names.ts';
import { startPolicy } from './start-policy.ts';

/** What the tasks stand on. */
export interface TaskGround {
  readonly network: Network;
  readonly registry: Registry;
  readonly keyArn: string;
  /** Tag of the images. */
  readonly release: string;
}

/** @example familyOf(dev, 'fargate-train') // 'engage-dev-fargate-train' */
function familyOf({ name }: Environment, app: EcsApp): string {
  return `engage-${name}-${app}`;
}

/** Whatever ECS has in this account and region: a role cannot be bound to one cluster (ECS developer guide, "Task IAM role"). */
function ofEcs({ region, account }: Environment): string {
  return `arn:aws:ecs:${region}:${account}:*`;
}

/** The pipeline's containers on Fargate: a task definition an app, a role a state. */
export class Tasks extends Construct {
  readonly targets: Readonly<Record<EcsApp, EcsTarget>>;
  /** Names of the task definitions, of whatever revision. */
  readonly families: readonly string[];
  /** All roles that a task may be given. */
  readonly roleArns: readonly string[];
  readonly clusterArn: string;
  readonly #environment: Environment;
  readonly #ground: TaskGround;
  readonly #startRole: ServiceRole;

  constructor(scope: Construct, id: string, environment: Environment, ground: TaskGround) {
    super(scope, id);
    this.#environment = environment;
    this.#ground = ground;
    const cluster = new EcsCluster(this, 'cluster', {
      name: `engage-${environment.name}`,
      setting: [{ name: 'containerInsights', value: environment.isProtected ? 'enabled' : 'disabled' }],
    });
    this.clusterArn = cluster.arn;
    this.#startRole = new ServiceRole(this, 'start', {
      name: `engage-${environment.name}-start-tasks`,
      trust: trustPolicy('ecs-tasks', environment, ofEcs(environment)),
      permissions: [startPolicy(environment, CONTAINER_APPS, ground.keyArn)],
    });
    const built = CONTAINER_APPS.map((app) => ({ app, ...this.#task(app) }));
    this.families = CONTAINER_APPS.map((app) => familyOf(environment, app));
    this.roleArns = [this.#startRole.arn, ...built.flatMap(({ roles }) => Object.values(roles))];
    const targets = built.map(({ app, arn, roles }) => [app, this.#target(app, arn, roles)] as const);
    this.targets = Object.fromEntries(targets) as Record<EcsApp, EcsTarget>;
  }

  #target(app: EcsApp, taskDefinition: string, roles: Partial<Record<TaskName, string>>): EcsTarget {
    const { network } = this.#ground;
    return {
      cluster: this.clusterArn,
      taskDefinition,
      container: app,
      subnets: network.subnetIds,
      securityGroups: [network.securityGroupId],
      hasPublicAddress: this.#environment.network.placement === 'public',
      roles,
    };
  }

  #task(app: EcsApp): { arn: string; roles: Partial<Record<TaskName, string>> } {
    const { name, region, retention } = this.#environment;
    const { registry, keyArn, release } = this.#ground;
    const scope = new Construct(this, app);
    const logs = new CloudwatchLogGroup(scope, 'logs', {
      name: `/engage/${name}/${app}`,
      retentionInDays: retention.logs,
      kmsKeyId: keyArn,
    });
    const states = taskNames.filter((state) => taskBindings[state].app === app);
    const roles = Object.fromEntries(
      states.map((state) => [
        state,
        new ServiceRole(scope, state, {
          name: `engage-${name}-${app}-${state.toLowerCase()}`,
          trust: trustPolicy('ecs-tasks', this.#environment, ofEcs(this.#environment)),
          permissions: [taskPolicy(this.#environment, taskAccess[state], keyArn)],
        }).arn,
      ]),
    ) as Partial<Record<TaskName, string>>;
    const { cpu, memoryMb } = CONTAINER_SIZE[app];
    const container = {
      name: app,
      image: `${registry.urls[app]}:${release}`,
      essential: true,
      readonlyRootFilesystem: false,
      environment: [{ name: 'ENGAGE_HOME', value: `s3://${bucketNames(this.#environment).data}` }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': logs.name, 'awslogs-region': region, 'awslogs-stream-prefix': app },
      },
    };
    const definition = new EcsTaskDefinition(scope, 'definition', {
      family: familyOf(this.#environment, app),
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(cpu),
      memory: String(memoryMb),
      runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
      executionRoleArn: this.#startRole.arn,
      containerDefinitions: JSON.stringify([container]),
      // A run that began before a release goes on with the revision that it began with.
      skipDestroy: true,
    });
    return { arn: definition.arn, roles };
  }
}
