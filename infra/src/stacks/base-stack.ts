import { AwsProvider } from '@cdktn/provider-aws/lib/provider/index.js';
import { TerraformStack } from 'cdktn';
import type { Construct } from 'constructs';

/** What every stack has: one provider, which accepts no other account, and tags on everything. */
export class BaseStack extends TerraformStack {
  readonly account: string;

  constructor(
    scope: Construct,
    id: string,
    place: { readonly account: string; readonly region: string; readonly environment: string },
  ) {
    super(scope, id);
    this.account = place.account;
    new AwsProvider(this, 'aws', {
      region: place.region,
      allowedAccountIds: [place.account],
      defaultTags: [
        { tags: { project: 'engage', environment: place.environment, 'managed-by': 'terraform' } },
      ],
    });
  }
}
