export { report } from './report.ts';
export type { ReportPorts } from './report.ts';
