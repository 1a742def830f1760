import { isObject, type JsonObject, type State } from '../definition.ts';
import { targetsOf } from '../reachable.ts';
import type { StateRule } from './problem.ts';

const TYPES = ['Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail'];
const ENDS = ['Succeed', 'Fail', 'Choice'];

/** What makes a definition hard to trust anywhere: missing deadlines, failures nobody catches, loose ends. */
export const structureRules: readonly StateRule[] = [
  {
    rule: 'known-type',
    check: (state) =>
      TYPES.includes(state.Type)
        ? null
        : `Expected a type of ${TYPES.join(', ')}, found ${JSON.stringify(state.Type)}`,
  },
  {
    rule: 'task-retry',
    types: ['Task'],
    check: (state) =>
      listOf(state, 'Retry').length > 0 ? null : 'Expected a Retry on every Task, found none',
  },
  {
    rule: 'task-catch',
    types: ['Task', 'Parallel', 'Map'],
    check: (state) =>
      listOf(state, 'Catch').some((catcher) => errorsOf(catcher).includes('States.ALL'))
        ? null
        : `Expected a Catch of States.ALL on every ${state.Type}, found none`,
  },
  {
    rule: 'task-timeout',
    types: ['Task'],
    check: (state) =>
      typeof state['TimeoutSeconds'] === 'number' && state['TimeoutSeconds'] > 0
        ? null
        : 'Expected TimeoutSeconds on every Task, found none (the local runner would take 60, Step Functions forever)',
  },
  {
    rule: 'catch-keeps-input',
    check: (state) =>
      listOf(state, 'Catch').every((catcher) => typeof catcher['ResultPath'] === 'string')
        ? null
        : 'Expected a ResultPath on every Catch, found none, so that the input would be lost',
  },
  {
    rule: 'wildcard-last',
    check: (state) => {
      const misplaced = ['Retry', 'Catch'].find((field) =>
        listOf(state, field).some((entry, index, all) => {
          const errors = errorsOf(entry);
          return errors.includes('States.ALL') && (errors.length > 1 || index < all.length - 1);
        }),
      );
      return misplaced ? `Expected States.ALL alone and last in ${misplaced}, found it elsewhere` : null;
    },
  },
  {
    rule: 'known-next',
    check: (state, { machine }) => {
      const unknown = targetsOf(state).find((next) => !Object.hasOwn(machine.States, next));
      return unknown === undefined
        ? null
        : `Expected the next state to be one of ${Object.keys(machine.States).join(', ')}, found "${unknown}"`;
    },
  },
  {
    rule: 'one-way-on',
    check: (state) => {
      if (ENDS.includes(state.Type)) return null;
      const ways = Number(typeof state['Next'] === 'string') + Number(state['End'] === true);
      return ways === 1 ? null : `Expected either Next or End, found ${ways === 0 ? 'neither' : 'both'}`;
    },
  },
];

function listOf(state: State, field: string): JsonObject[] {
  return Array.isArray(state[field]) ? state[field].filter(isObject) : [];
}

function errorsOf(entry: JsonObject): string[] {
  return Array.isArray(entry['ErrorEquals']) ? entry['ErrorEquals'].map(String) : [];
}
