import type { Environment } from '../environments/environment.ts';

/** Where Terraform keeps what it knows: one bucket an account and region. */
export function stateBucketName({ account, region }: Pick<Environment, 'account' | 'region'>): string {
  return `engage-terraform-${account}-${region}`;
}
