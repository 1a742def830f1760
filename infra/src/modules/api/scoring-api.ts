import { Apigatewayv2Api } from '@cdktn/provider-aws/lib/apigatewayv2-api/index.js';
import { Apigatewayv2Integration } from '@cdktn/provider-aws/lib/apigatewayv2-integration/index.js';
import { Apigatewayv2Route } from '@cdktn/provider-aws/lib/apigatewayv2-route/index.js';
import { Apigatewayv2Stage } from '@cdktn/provider-aws/lib/apigatewayv2-stage/index.js';
import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaPermission } from '@cdktn/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { AppFunction } from '../lambda/app-function.ts';

const APP = 'lambda-score';
/** Processor time follows memory; a start takes 0.4 s with a whole one. */
const MEMORY_MB = 1769;
/** An HTTP API waits for 30 s at most (quotas page): the function gives up before. */
const TIMEOUT_SECONDS = 29;

/**
 * Scores over HTTP for whoever signs requests with credentials of this account: API Gateway before `apps/lambda-score`. Its own
 * address takes TLS 1.2 or newer and negotiates 1.3. An HTTP API cannot refuse 1.2: to enforce 1.3 takes a REST API with a domain
 * name and a security policy of its own.
 */
export class ScoringApi extends Construct {
  readonly id: string;
  readonly url: string;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string, release: string) {
    super(scope, id);
    const { name, account, region, retention, throttle, reservedConcurrency } = environment;
    const scorer = new AppFunction(this, APP, environment, {
      app: APP,
      description: 'Scores, intervals and reasons of the latest run',
      memoryMb: MEMORY_MB,
      timeoutSeconds: TIMEOUT_SECONDS,
      permissions: [
        taskPolicy(environment, { reads: ['runs/'], writes: [], removes: [], queries: 'none' }, keyArn),
      ],
      keyArn,
      release,
      ...(reservedConcurrency !== null && { reserved: reservedConcurrency }),
    });
    const api = new Apigatewayv2Api(this, 'api', { name: `engage-${name}`, protocolType: 'HTTP' });
    const integration = new Apigatewayv2Integration(this, 'integration', {
      apiId: api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: scorer.invokeArn,
      payloadFormatVersion: '2.0',
    });
    new Apigatewayv2Route(this, 'route', {
      apiId: api.id,
      routeKey: '$default',
      authorizationType: 'AWS_IAM',
      target: `integrations/${integration.id}`,
    });
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/engage/${name}/api`,
      retentionInDays: retention.logs,
      kmsKeyId: keyArn,
    });
    const stage = new Apigatewayv2Stage(this, 'stage', {
      apiId: api.id,
      name: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: throttle.perSecond,
        throttlingBurstLimit: throttle.burst,
      },
      accessLogSettings: { destinationArn: logs.arn, format: JSON.stringify(ACCESS) },
    });
    new LambdaPermission(this, 'call', {
      functionName: scorer.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      sourceAccount: account,
      sourceArn: `arn:aws:execute-api:${region}:${account}:${api.id}/*`,
    });
    this.id = api.id;
    this.url = stage.invokeUrl;
  }
}

/** Who asked for what, when and with which answer; no line holds what a customer is. */
const ACCESS = {
  time: '$context.requestTime',
  id: '$context.requestId',
  caller: '$context.identity.userArn',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
};
