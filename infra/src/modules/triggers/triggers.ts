import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { NewData } from './new-data.ts';
import { Schedules } from './schedules.ts';
import { StartFunction, type StartOptions } from './start-function.ts';

/** What starts runs: a function, called by hand anywhere, by new data and on a schedule where the environment says so. */
export class Triggers extends Construct {
  /** Name of the function that starts runs. */
  readonly starter: string;

  constructor(
    scope: Construct,
    id: string,
    environment: Environment,
    options: StartOptions & { readonly bucket: string },
  ) {
    super(scope, id);
    const starter = new StartFunction(this, 'start', environment, options);
    const { keyArn, bucket } = options;
    const { onNewData, train, score } = environment.triggers;
    if (onNewData !== null) new NewData(this, 'new-data', environment, { starter, keyArn, bucket });
    if (train !== null || score !== null) new Schedules(this, 'schedule', environment, { starter, keyArn });
    this.starter = starter.functionName;
  }
}
