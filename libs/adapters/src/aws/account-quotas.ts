import { BedrockClient, GetFoundationModelAvailabilityCommand } from '@aws-sdk/client-bedrock';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { AccountQuotas } from '@engage/run';

/** "Fargate On-Demand vCPU resource count" (General Reference, Amazon ECS endpoints and quotas). */
const FARGATE_VCPUS = { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' };

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What all three clients take: one that cannot be reached is given up, as a person waits. */
export interface AccountClientOptions {
  readonly region: string;
  /** For another place than AWS. */
  readonly endpoint?: string;
  readonly credentials?: Keys | (() => Promise<Keys>);
}

/** Reads what AWS allows the account whose credentials the process has, by the calls that `PORT_CALLS.quotas` declares. */
export function createAccountQuotas(options: AccountClientOptions): AccountQuotas {
  const config = {
    ...options,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  return {
    async functions() {
      const { AccountLimit: limit } = await new LambdaClient(config).send(new GetAccountSettingsCommand({}));
      return {
        concurrent: told(limit?.ConcurrentExecutions, 'ConcurrentExecutions of Lambda'),
        unreserved: told(limit?.UnreservedConcurrentExecutions, 'UnreservedConcurrentExecutions of Lambda'),
      };
    },
    async containers() {
      const { Quota: quota } = await new ServiceQuotasClient(config).send(
        new GetServiceQuotaCommand(FARGATE_VCPUS),
      );
      // arn:aws:servicequotas:REGION:ACCOUNT:fargate/L-3032A538
      const account = quota?.QuotaArn?.split(':')[4];
      return {
        vcpus: told(quota?.Value, `Value of quota ${FARGATE_VCPUS.QuotaCode}`),
        ...(account && { account }),
      };
    },
    async obstacles(modelId) {
      const answer = await new BedrockClient(config).send(
        new GetFoundationModelAvailabilityCommand({ modelId }),
      );
      const wanted = [
        ['agreement', answer.agreementAvailability?.status, 'AVAILABLE'],
        ['authorization', answer.authorizationStatus, 'AUTHORIZED'],
        ['entitlement', answer.entitlementAvailability, 'AVAILABLE'],
        ['region', answer.regionAvailability, 'AVAILABLE'],
      ] as const;
      return wanted.flatMap(([what, status, good]) =>
        status === good ? [] : [`${what} ${status ?? 'not told'}`],
      );
    },
  };
}

function told(value: number | undefined, what: string): number {
  if (value === undefined) throw new Error(`Expected AWS to tell ${what}, found nothing`);
  return value;
}
