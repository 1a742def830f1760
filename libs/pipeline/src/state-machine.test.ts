import aslValidator from 'asl-validator';
import { branchesOf, isObject, statesOf, type Definition } from './definition.ts';
import { lintStateMachine } from './lint-state-machine.ts';
import { targetsOf } from './reachable.ts';
import { localResources, stateMachine } from './state-machine.ts';
import { taskBindings, taskNames, tasksOf } from './task-bindings.ts';

const definition = stateMachine(localResources());

describe('stateMachine()', () => {
  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = aslValidator(JSON.parse(JSON.stringify(definition)));
    expect(isValid ? '' : errorsText()).toBe('');
  });

  it('means the same in Step Functions and in the local runner', () => {
    expect(lintStateMachine(definition)).toEqual([]);
  });

  it('has one Task for each binding, reached as the binding says', () => {
    const tasks = statesOf(definition).filter(({ state }) => state.Type === 'Task');
    expect(tasks.map(({ name }) => name)).toEqual(taskNames);
    for (const { name, state } of tasks) {
      const { kind } = taskBindings[name as keyof typeof taskBindings];
      expect([name, state['Resource']]).toEqual([
        name,
        kind === 'ecs' ? 'arn:aws:states:::ecs:runTask.sync' : 'arn:aws:states:::lambda:invoke',
      ]);
    }
  });

  it('gives every state that can fail a Fail state of its own name', () => {
    const failing = statesOf(definition).filter(({ state }) => 'Catch' in state);
    for (const { name, machine } of failing) expect(machine.States[`${name}Failed`]?.Type).toBe('Fail');
  });

  it.each([
    ['truth', 'Evaluate'],
    ['table', 'Prepare'],
  ])('tells where the %s lies to %s alone', (given, reader) => {
    const told = statesOf(definition).filter(({ state }) =>
      JSON.stringify(state).match(new RegExp(`\\$\\.${given}\\b|\\$\\$|"\\$"`)),
    );
    expect(told.map(({ name }) => name).filter((name) => name in taskBindings)).toEqual([reader]);
  });

  it.each([
    ['trains', '', true],
    ['scores with the models of another', '0123456789abcdef', false],
  ])('asks of each task of a run that %s only what stands before it', (_what, models, trains) => {
    const before = finishedBefore(definition, new Set(), models);
    for (const [name, finished] of before)
      for (const need of taskBindings[name as keyof typeof taskBindings].needs)
        expect([name, need, [need].flat().some((stage) => finished.has(stage))]).toEqual([name, need, true]);
    expect([...before.keys()]).toEqual(tasksOf(trains));
  });

  it('carries the addresses that it is given', () => {
    const resources = localResources();
    const functions = { ...resources.functions, report: 'arn:aws:lambda:eu-west-1:123456789012:function:r' };
    const built = stateMachine({ ...resources, functions });
    const report = statesOf(built).find(({ name }) => name === 'Report');
    expect(report?.state['Parameters']).toMatchObject({ FunctionName: functions.report });
  });
});

/** The tasks that are done when a task begins, of an execution with such models. */
function finishedBefore(
  machine: Definition,
  given: ReadonlySet<string>,
  models: string,
): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  const done = new Set(given);
  for (let name: string | undefined = machine.StartAt; name !== undefined;) {
    const state: Definition['States'][string] = machine.States[name]!;
    const branches = branchesOf(state).map((branch) => finishedBefore(branch, done, models));
    if (state.Type === 'Task') {
      before.set(name, new Set(done));
      done.add(name);
    }
    for (const branch of branches)
      for (const [task, finished] of branch) {
        before.set(task, finished);
        done.add(task);
      }
    name =
      state.Type === 'Choice'
        ? chosenBy(state, models)
        : targetsOf(state).find((next) => machine.States[next]?.Type !== 'Fail');
  }
  return before;
}

/** Where the one choice of the definition goes, which looks whether `$.models` is some text. */
function chosenBy(state: Definition['States'][string], models: string): string {
  const rules = Array.isArray(state['Choices']) ? state['Choices'].filter(isObject) : [];
  expect(rules.map(({ Variable }) => Variable)).toEqual(['$.models']);
  const rule = rules.find(({ StringEquals }) => StringEquals === models);
  return String(rule ? rule['Next'] : state['Default']);
}
