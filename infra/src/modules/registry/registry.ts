import { EcrLifecyclePolicy } from '@cdktn/provider-aws/lib/ecr-lifecycle-policy/index.js';
import { EcrRepository } from '@cdktn/provider-aws/lib/ecr-repository/index.js';
import { taskBindings, type EcsApp } from '@engage/pipeline';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';

/** Images of an app that are kept: some to go back to, at $0.10 a GB and month. */
export const KEPT_IMAGES = 10;
/** Days after which an image without a tag, pushed over by nothing and used by nobody, goes. */
const UNTAGGED_DAYS = 1;

/** Apps that run as containers, as the pipeline binds them. */
export const CONTAINER_APPS = [
  ...new Set(Object.values(taskBindings).flatMap((its) => (its.kind === 'ecs' ? [its.app] : []))),
] as readonly EcsApp[];

/** A repository of images for each app that runs as a container: scanned when pushed, tags never moved. */
export class Registry extends Construct {
  readonly urls: Readonly<Record<EcsApp, string>>;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    const urlOf = (app: EcsApp): string => {
      const repository = new EcrRepository(this, app, {
        name: `engage-${environment.name}/${app}`,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: keyArn }],
        forceDelete: !environment.isProtected,
      });
      new EcrLifecyclePolicy(this, `${app}-kept`, {
        repository: repository.name,
        policy: JSON.stringify(keptImages()),
      });
      return repository.repositoryUrl;
    };
    this.urls = Object.fromEntries(CONTAINER_APPS.map((app) => [app, urlOf(app)])) as Record<EcsApp, string>;
  }
}

function keptImages() {
  const expire = { type: 'expire' };
  return {
    rules: [
      {
        rulePriority: 1,
        description: 'Images without a tag',
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: UNTAGGED_DAYS,
        },
        action: expire,
      },
      {
        rulePriority: 2,
        description: 'All but the newest',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: KEPT_IMAGES },
        action: expire,
      },
    ],
  };
}
