import { LambdaFunctionEventInvokeConfig } from '@cdktn/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { startAccess } from '@engage/pipeline';
import { PORT_CALLS } from '@engage/run';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { taskPolicy } from '../../policies/task-policy.ts';
import { AppFunction } from '../lambda/app-function.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { sendPolicy } from './send-policy.ts';

const APP = 'lambda-start';
/** It hashes the raw table as a stream; processor time follows memory. */
const MEMORY_MB = 1024;
const TIMEOUT_SECONDS = 300;
/** What Lambda tries beside the first time; a run is started once, however often it is tried. */
const RETRIES = 2;
/** Data that were not looked at within an hour are for a person to look at. */
const MOST_AGE_SECONDS = 3600;

/** What the triggers need of the stack. */
export interface StartOptions {
  readonly pipelineArn: string;
  readonly keyArn: string;
  readonly release: string;
}

/**
 * `apps/lambda-start`, which opens a run and starts the state machine on it. Nobody waits for its answer, so that what failed
 * goes to a queue, with the event and the error. (States and API Gateway do wait for theirs, which need none.)
 */
export class StartFunction extends Construct {
  readonly arn: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, environment: Environment, options: StartOptions) {
    super(scope, id);
    const { pipelineArn, keyArn, release } = options;
    const queue = new DeadLetterQueue(this, environment, 'start', { keyArn });
    const fn = new AppFunction(this, APP, environment, {
      app: APP,
      description: 'Opens a run on raw data and starts the state machine on it',
      memoryMb: MEMORY_MB,
      timeoutSeconds: TIMEOUT_SECONDS,
      variables: {
        ENGAGE_STATE_MACHINE: pipelineArn,
        ENGAGE_RUN_CAP_USD: String(environment.money.runCapUsd),
        ENGAGE_RELEASE: release,
        ENGAGE_ON_NEW_DATA: environment.triggers.onNewData ?? 'train',
      },
      permissions: [
        taskPolicy(environment, startAccess, keyArn),
        {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'StartRuns',
              Effect: 'Allow',
              Action: PORT_CALLS.machine.start,
              Resource: [pipelineArn],
            },
          ],
        },
        sendPolicy(queue.arn),
      ],
      keyArn,
      release,
    });
    new LambdaFunctionEventInvokeConfig(this, 'tries', {
      functionName: fn.functionName,
      maximumRetryAttempts: RETRIES,
      maximumEventAgeInSeconds: MOST_AGE_SECONDS,
      destinationConfig: { onFailure: { destination: queue.arn } },
    });
    this.arn = fn.arn;
    this.functionName = fn.functionName;
  }
}
