import type { EcsApp, LambdaApp } from './task-bindings.ts';

/** Memory of each function, in MB; processors come with it (one at 1,769 MB). For 100,000 customers of 73 columns. */
export const FUNCTION_MB: Readonly<Record<LambdaApp, number>> = {
  'lambda-cleanup': 512,
  'lambda-prep': 3008,
  'lambda-ensemble': 2048,
  'lambda-qa': 2048,
  'lambda-results': 2048,
  report: 2048,
  'lambda-publish': 512,
};

/** Processors (1,024 a vCPU) and memory of each container: pairs that Fargate has. One task trains all targets. */
export const CONTAINER_SIZE: Readonly<Record<EcsApp, { readonly cpu: number; readonly memoryMb: number }>> = {
  'fargate-train': { cpu: 2048, memoryMb: 4096 },
  'fargate-predict': { cpu: 2048, memoryMb: 4096 },
};
