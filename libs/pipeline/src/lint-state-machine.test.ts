import type { Definition, JsonObject, State } from './definition.ts';
import { lintStateMachine } from './lint-state-machine.ts';
import { runnerRules } from './lint/runner-rules.ts';
import { structureRules } from './lint/structure-rules.ts';

/** A sound Task, changed as a case needs it. */
const task = (change: JsonObject = {}): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'arn:aws:lambda:local:000000000000:function:work' },
  ResultPath: '$.done',
  TimeoutSeconds: 60,
  Retry: [{ ErrorEquals: ['States.ALL'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
  Next: 'End',
  ...change,
});

const machine = (
  work: State,
  more: Readonly<Record<string, State>> = {},
  top: JsonObject = {},
): Definition => ({
  StartAt: 'Work',
  States: { Work: work, Failed: { Type: 'Fail' }, End: { Type: 'Succeed' }, ...more },
  ...top,
});

const without = (field: string): State => ({
  Type: 'Task',
  ...Object.fromEntries(Object.entries(task()).filter(([name]) => name !== field)),
});

const inlineMap = (change: JsonObject): State => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'Each', States: { Each: { Type: 'Succeed' } } },
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
  Next: 'End',
  ...change,
});

const cases: readonly (readonly [rule: string, definition: Definition])[] = [
  ['jsonpath-only', machine(task({ QueryLanguage: 'JSONata' }))],
  ['jsonpath-only', machine(task({ Arguments: {} }))],
  ['jsonpath-only', machine(task({ Output: '{% $states.result %}' }))],
  ['jsonpath-only', machine(task(), {}, { QueryLanguage: 'JSONata' })],
  ['no-assign', machine(task({ Assign: { 'a.$': '$.a' } }))],
  [
    'no-assign',
    machine(
      task({
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed', Assign: { a: 1 } }],
      }),
    ),
  ],
  [
    'no-distributed-map',
    machine(
      inlineMap({
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Each',
          States: { Each: { Type: 'Succeed' } },
        },
      }),
    ),
  ],
  ['no-distributed-map', machine(inlineMap({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject' } }))],
  ['no-distributed-map', machine(inlineMap({ ItemBatcher: { MaxItemsPerBatch: 10 } }))],
  ['no-distributed-map', machine(inlineMap({ ToleratedFailurePercentage: 5 }))],
  ['no-heartbeat', machine(task({ HeartbeatSeconds: 10 }))],
  ['no-heartbeat', machine(task({ HeartbeatSecondsPath: '$.beat' }))],
  ['no-task-token', machine(task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }))],
  ['no-credentials', machine(task({ Credentials: { RoleArn: 'arn:aws:iam::123456789012:role/r' } }))],
  ['timer-range', machine(task({ TimeoutSeconds: 99_999_999 }))],
  [
    'timer-range',
    machine({ Type: 'Wait', Seconds: 3_000_000, Next: 'End' }, { Failed: { Type: 'Succeed' } }),
  ],
  ['pass-result-truthy', machine({ Type: 'Pass', Result: 0, Next: 'End' })],
  ['definite-paths', machine(task({ InputPath: '$.rows[*].id' }))],
  ['definite-paths', machine(task({ Parameters: { 'ids.$': '$..id' } }))],
  ['definite-paths', machine({ Type: 'Choice', Choices: [{ Variable: '$.a[?(@.b)]', Next: 'End' }] })],
  ['plain-result-path', machine(task({ ResultPath: '$' }))],
  ['plain-result-path', machine(task({ ResultPath: "$['done']" }))],
  ['known-type', machine(task({ Type: 'Tsk' }))],
  ['task-retry', machine(without('Retry'))],
  ['task-retry', machine(task({ Retry: [] }))],
  ['task-catch', machine(without('Catch'))],
  [
    'task-catch',
    machine(task({ Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Failed' }] })),
  ],
  ['task-timeout', machine(without('TimeoutSeconds'))],
  ['catch-keeps-input', machine(task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] }))],
  ['wildcard-last', machine(task({ Retry: [{ ErrorEquals: ['States.ALL', 'States.Timeout'] }] }))],
  [
    'wildcard-last',
    machine(task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['States.Timeout'] }] })),
  ],
  ['known-next', machine(task({ Next: 'Ende' }))],
  ['known-next', machine(task(), {}, { StartAt: 'Wurk' })],
  ['one-way-on', machine(task({ End: true }))],
  ['one-way-on', machine(without('Next'))],
  ['reachable', machine(task(), { Lost: { Type: 'Succeed' } })],
  [
    'unique-names',
    machine({
      Type: 'Parallel',
      Branches: [{ StartAt: 'End', States: { End: { Type: 'Succeed' } } }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
      Next: 'End',
    }),
  ],
];

describe('lintStateMachine()', () => {
  it('finds nothing in a sound definition', () => {
    expect(lintStateMachine(machine(task()))).toEqual([]);
    expect(lintStateMachine(machine(inlineMap({})))).toEqual([]);
  });

  it.each(cases)('%s: finds it (case %#)', (rule, definition) => {
    expect(lintStateMachine(definition).map((problem) => problem.rule)).toContain(rule);
  });

  it('has a case for every rule', () => {
    const rules = [...runnerRules, ...structureRules].map(({ rule }) => rule);
    expect([...new Set(cases.map(([rule]) => rule))].sort()).toEqual(
      [...new Set([...rules, 'reachable', 'unique-names'])].sort(),
    );
  });

  it('looks into the branches of a Parallel state', () => {
    const branch = { StartAt: 'In', States: { In: { Type: 'Task', Resource: 'x', End: true } } };
    const outer = {
      Type: 'Parallel',
      Branches: [branch],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
      Next: 'End',
    };
    const found = lintStateMachine(machine(outer)).map(({ rule, path }) => `${rule} ${path}`);
    expect(found).toEqual(['task-retry Work / In', 'task-catch Work / In', 'task-timeout Work / In']);
  });
});
