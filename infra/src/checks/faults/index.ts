import { ALARM_FAULTS } from './alarm-faults.ts';
import { BOUNDARY_FAULTS } from './boundary-faults.ts';
import { CHECKOV_FAULTS } from './checkov-faults.ts';
import { DATA_FAULTS } from './data-faults.ts';
import type { Fault } from './fault.ts';
import { NETWORK_FAULTS } from './network-faults.ts';
import { PEOPLE_FAULTS } from './people-faults.ts';
import { POLICY_FAULTS } from './policy-faults.ts';
import { TERRAFORM_FAULTS } from './terraform-faults.ts';
import { TRIGGER_FAULTS } from './trigger-faults.ts';
import { WORK_FAULTS } from './work-faults.ts';

/** All faults that the checks are tried with: what no check finds is a check that is missing. */
export const FAULTS: readonly Fault[] = [
  ...POLICY_FAULTS,
  ...DATA_FAULTS,
  ...NETWORK_FAULTS,
  ...WORK_FAULTS,
  ...TRIGGER_FAULTS,
  ...ALARM_FAULTS,
  ...PEOPLE_FAULTS,
  ...BOUNDARY_FAULTS,
  ...TERRAFORM_FAULTS,
  ...CHECKOV_FAULTS,
];
export type { Fault } from './fault.ts';
export type { Draft } from './spoil.ts';
export { faultTable } from './table.ts';
