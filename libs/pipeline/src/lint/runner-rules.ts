import { isObject, type Json, type JsonObject, type State } from '../definition.ts';
import type { StateRule } from './problem.ts';

/** Longest delay that a timer of Node takes; a longer one fires at once. */
const LONGEST_TIMER_SECONDS = 2_147_483;
const DEFINITE_PATH = /^\$\$?(\.[A-Za-z_]\w*|\[\d+\])*$/;
const REFERENCE_PATH = /^\$(\.[A-Za-z_]\w*)+$/;
const ITEM_FIELDS = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'];
const TOLERANCES = ['ToleratedFailureCount', 'ToleratedFailurePercentage'];

/**
 * What Step Functions does and aws-local-stepfunctions 3.0.0 silently does otherwise, read from its source and
 * tried. A definition without any of it means the same in both places.
 */
export const runnerRules: readonly StateRule[] = [
  {
    rule: 'jsonpath-only',
    check: (state) =>
      state['QueryLanguage'] === 'JSONata' || 'Arguments' in state || 'Output' in state
        ? 'Expected JSONPath, found JSONata (QueryLanguage, Arguments or Output), which the local runner ignores'
        : null,
  },
  {
    rule: 'no-assign',
    check: (state) =>
      'Assign' in state || catchersOf(state).some((catcher) => 'Assign' in catcher)
        ? 'Expected no Assign, found one, which the local runner ignores; pass values on with ResultPath'
        : null,
  },
  {
    rule: 'no-distributed-map',
    types: ['Map'],
    check: (state) => {
      const config = isObject(state['ItemProcessor']) ? state['ItemProcessor']['ProcessorConfig'] : undefined;
      const distributed = isObject(config) && config['Mode'] === 'DISTRIBUTED';
      const found = [...ITEM_FIELDS, ...TOLERANCES].filter((field) => Object.hasOwn(state, field));
      if (!distributed && found.length === 0) return null;
      const names = [...(distributed ? ['Mode DISTRIBUTED'] : []), ...found].join(', ');
      return `Expected an inline Map, found ${names}, which the local runner ignores`;
    },
  },
  {
    rule: 'no-heartbeat',
    types: ['Task'],
    check: (state) =>
      'HeartbeatSeconds' in state || 'HeartbeatSecondsPath' in state
        ? 'Expected no heartbeat, found one, which the local runner ignores; set TimeoutSeconds'
        : null,
  },
  {
    rule: 'no-task-token',
    types: ['Task'],
    check: (state) =>
      String(state['Resource']).endsWith('.waitForTaskToken')
        ? 'Expected a task that ends by itself, found .waitForTaskToken, which the local runner does not wait for'
        : null,
  },
  {
    rule: 'no-credentials',
    types: ['Task'],
    check: (state) =>
      'Credentials' in state ? 'Expected no Credentials, found them, which the local runner ignores' : null,
  },
  {
    rule: 'timer-range',
    check: (state) => {
      const seconds = [state['TimeoutSeconds'], state['Seconds']].find(
        (value) => typeof value === 'number' && value > LONGEST_TIMER_SECONDS,
      );
      return seconds === undefined
        ? null
        : `Expected at most ${LONGEST_TIMER_SECONDS} seconds, found ${String(seconds)}, at which the local runner's timer fires at once`;
    },
  },
  {
    rule: 'pass-result-truthy',
    types: ['Pass'],
    check: (state) =>
      'Result' in state && !state['Result']
        ? `Expected a Result other than ${JSON.stringify(state['Result'])}, which the local runner replaces by the input`
        : null,
  },
  {
    rule: 'definite-paths',
    check: (state) => {
      const path = pathsOf(state).find((candidate) => !DEFINITE_PATH.test(candidate));
      return path === undefined
        ? null
        : `Expected a path to exactly one value such as $.runId, found "${path}", whose single matches the local runner unwraps`;
    },
  },
  {
    rule: 'plain-result-path',
    check: (state) => {
      const places = [state, ...catchersOf(state)].map((holder) => holder['ResultPath']);
      const path = places.find((value) => typeof value === 'string' && !REFERENCE_PATH.test(value));
      return path === undefined
        ? null
        : `Expected ResultPath null or like $.name, found "${String(path)}", which the local runner takes for a field's name`;
    },
  },
];

function catchersOf(state: State): JsonObject[] {
  return Array.isArray(state['Catch']) ? state['Catch'].filter(isObject) : [];
}

/** Every JSONPath that picks a value; intrinsic functions are left to the runner, which refuses what it lacks. */
function pathsOf(state: State): string[] {
  const own = Object.entries(state)
    .filter(([field, value]) => /Path$/.test(field) && field !== 'ResultPath' && typeof value === 'string')
    .map(([, value]) => String(value));
  const templates = ['Parameters', 'ResultSelector', 'ItemSelector'].flatMap((field) =>
    templatePaths(state[field] ?? null),
  );
  const variables = Array.isArray(state['Choices']) ? state['Choices'].flatMap(choicePaths) : [];
  return [...own, ...templates, ...variables].filter((path) => path.startsWith('$'));
}

function templatePaths(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(templatePaths);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key.endsWith('.$') && typeof item === 'string' ? [item] : templatePaths(item),
  );
}

function choicePaths(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(choicePaths);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? (/^Variable$|Path$/.test(key) ? [item] : []) : choicePaths(item),
  );
}
