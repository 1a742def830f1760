import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { NewData } from './new-data.ts';
import { StartFunction, type StartOptions } from './start-function.ts';
import { TrainSchedule } from './train-schedule.ts';

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
    const { onNewData, train } = environment.triggers;
    if (onNewData) new NewData(this, 'new-data', environment, { starter, keyArn, bucket });
    if (train !== null)
      new TrainSchedule(this, 'schedule', environment, { starter, keyArn, expression: train });
    this.starter = starter.functionName;
  }
}
