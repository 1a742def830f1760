export { createMachineStarter } from './machine-starter.ts';
