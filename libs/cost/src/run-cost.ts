import {
  CONTAINER_SIZE,
  FUNCTION_MB,
  statesOf,
  localResources,
  stateMachine,
  taskBindings,
  tasksOf,
  type EcsApp,
  type LambdaApp,
  type TaskName,
} from '@engage/pipeline';
import { costLine, estimateOf, type Estimate } from './line.ts';
import { ASSUMED, COUNTED, LEAST_SCAN_BYTES, LOCAL_SECONDS, MEASURED_CUSTOMERS } from './work.ts';

export interface RunSize {
  /** Rows of the raw table. */
  readonly customers: number;
  readonly region: string;
  /** False for a run that scores with the models of another; what it asks and writes is counted as if it trained. */
  readonly trains?: boolean;
}

/**
 * What one run costs on AWS, without free tiers: from sizes of functions and containers, seconds measured here and what is
 * assumed of AWS (`work.ts`).
 *
 * @throws RangeError for a number of customers below 1, or a region without prices
 * @example runCost({ customers: 100_000, region: 'eu-west-1' }).totalUsd
 */
export function runCost({ customers, region, trains = true }: RunSize): Estimate {
  if (!Number.isSafeInteger(customers) || customers < 1)
    throw new RangeError(`Expected a whole number of customers above 0, found ${customers}`);
  const times = customers / MEASURED_CUSTOMERS;
  const line = (...[what, quantity, name]: [string, number, Parameters<typeof costLine>[2]]) =>
    costLine(what, quantity, name, region);
  const passed = tasksOf(trains);
  const ofKind = (kind: 'lambda' | 'ecs'): TaskName[] =>
    passed.filter((name) => taskBindings[name].kind === kind);
  const functions = ofKind('lambda').map((state) => ({
    gb: FUNCTION_MB[taskBindings[state].app as LambdaApp] / 1024,
    seconds: ASSUMED.functionStartSeconds + ASSUMED.functionFactor * LOCAL_SECONDS[state] * times,
  }));
  const containers = ofKind('ecs').map((state) => {
    const { cpu, memoryMb } = CONTAINER_SIZE[taskBindings[state].app as EcsApp];
    const seconds = ASSUMED.containerStartSeconds + ASSUMED.containerFactor * LOCAL_SECONDS[state] * times;
    return {
      vcpus: cpu / 1024,
      gb: memoryMb / 1024,
      hours: Math.max(ASSUMED.containerLeastSeconds, seconds) / 3600,
    };
  });
  const bytes = COUNTED.bytesPerCustomer * customers;
  const scanned = COUNTED.statements * Math.max(LEAST_SCAN_BYTES, bytes * ASSUMED.scannedShare);
  // Each file is written once, and read by some four states.
  const reads = COUNTED.files * 4;
  return estimateOf([
    line('Functions: time', sum(functions.map(({ gb, seconds }) => gb * seconds)), 'lambdaGbSecond'),
    line('Functions: calls', functions.length, 'lambdaRequest'),
    line(
      'Containers: processors',
      sum(containers.map(({ vcpus, hours }) => vcpus * hours)),
      'fargateVcpuHour',
    ),
    line('Containers: memory', sum(containers.map(({ gb, hours }) => gb * hours)), 'fargateGbHour'),
    line('Containers: addresses', sum(containers.map(({ hours }) => hours)), 'publicAddressHour'),
    line('State machine', statesOf(stateMachine(localResources())).length, 'transition'),
    line('Queries', scanned / 1e12, 'athenaTb'),
    line('Objects written', COUNTED.files, 's3Write'),
    line('Objects read', reads, 's3Read'),
    line('Keys asked', COUNTED.files + reads, 'kmsRequest'),
    line('Logs', 0.001 * times + 0.001, 'logsGb'),
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
