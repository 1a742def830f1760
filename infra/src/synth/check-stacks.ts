import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceFindings } from '../checks/references.ts';
import { resourcesOf, type Stack } from '../checks/stack.ts';
import { EnvironmentError } from '../environments/check-environments.ts';

/** What names a release: a folder and a tag of images. */
export const RELEASE = /^\w[\w.-]{0,63}$/;

/** Whatever a stack refers to is there: Terraform would say so later, and in other words. */
export function checkReferences(name: string, stack: Stack): void {
  const finding = referenceFindings(stack).find(({ rule }) => rule !== 'used-variable');
  if (finding) throw new EnvironmentError(`Stack "${name}", ${finding.where}: ${finding.message}`);
}

/** Apps whose functions take their zip from a release: `releases/${var.release}/<app>.zip`. */
export function zippedApps(stack: Stack): string[] {
  const keys = resourcesOf(stack, 'aws_lambda_function').map(({ resource }) => String(resource['s3_key']));
  return keys.flatMap((key) => /^releases\/.*\/([\w-]+)\.zip$/.exec(key)?.[1] ?? []).sort();
}

/**
 * Looks that a release has a zip for each function, before anything is deployed that AWS would refuse for the lack of one.
 *
 * @param folder of releases: `<folder>/<release>/<app>.zip`
 * @throws EnvironmentError that names what is missing and how to make it
 */
export function checkRelease(release: string, folder: string, stacks: readonly Stack[]): void {
  if (!RELEASE.test(release))
    throw new EnvironmentError(
      `ENGAGE_RELEASE: expected letters, digits, ".", "_" and "-", found "${release}"; take a commit, for example`,
    );
  const apps = [...new Set(stacks.flatMap(zippedApps))];
  const missing = apps.filter((app) => !existsSync(join(folder, release, `${app}.zip`)));
  if (missing.length > 0)
    throw new EnvironmentError(
      `Release "${release}": expected a zip of each function in ${join(folder, release)}, found none of ${missing.join(', ')}; run npx node tools/build/release.ts ${release}`,
    );
}

/** A stack as it was written. */
export function readStack(outdir: string, name: string): Stack {
  return JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Stack;
}
