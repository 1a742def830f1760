import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { MachineStarter } from '@engage/run';

/**
 * Starts executions of a state machine in Step Functions, by the one call that `PORT_CALLS.machine` declares.
 *
 * A name counts for 90 days. One that failed is gone on with by `aws stepfunctions redrive-execution`, from where it failed.
 *
 * @param client for another place than the one that the environment of the process names
 */
export function createMachineStarter(
  stateMachineArn: string,
  client: SFNClient = new SFNClient({}),
): MachineStarter {
  return {
    async start(name, input) {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'found';
        throw error;
      }
    },
  };
}
