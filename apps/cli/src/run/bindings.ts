import {
  taskBindings,
  taskNames,
  type EcsApp,
  type JsonObject,
  type LambdaApp,
  type TaskHandler,
} from '@engage/pipeline';
import { readMarker, type RunContext } from '@engage/run';
import { eventOfEnvironment, type AppSurroundings, type StageHandler } from '@engage/runtime';

/** The apps, each loaded when its first task begins. */
const apps: Readonly<Record<LambdaApp | EcsApp, () => Promise<{ readonly handler: StageHandler }>>> = {
  'lambda-cleanup': () => import('@engage/lambda-cleanup'),
  'lambda-prep': () => import('@engage/lambda-prep'),
  'fargate-train': () => import('@engage/fargate-train'),
  'fargate-predict': () => import('@engage/fargate-predict'),
  'lambda-ensemble': () => import('@engage/lambda-ensemble'),
  'lambda-qa': () => import('@engage/lambda-qa'),
  'lambda-results': () => import('@engage/lambda-results'),
  report: () => import('@engage/report'),
  'lambda-publish': () => import('@engage/lambda-publish'),
};

/** Prepare has handed its first statements over by then. */
const LOAD_AFTER_MS = 50;

/** Loads every app; one that cannot be loaded says so when its task begins. */
async function loadAll(): Promise<void> {
  await Promise.allSettled(Object.values(apps).map((load) => load()));
}

/**
 * Every task of the state machine bound to the app that does it in the cloud, in this process. Each answers with
 * its stage's notes too.
 */
export function bindTasks(surroundings: AppSurroundings, run: RunContext): Record<string, TaskHandler> {
  return Object.fromEntries(
    taskNames.map((name): [string, TaskHandler] => {
      const { app, kind } = taskBindings[name];
      const handle = async (given: JsonObject, signal: AbortSignal) => {
        const { handler } = await apps[app]();
        // While this task waits for the disk and other threads, the other apps are read from it.
        if (name === 'Prepare') setTimeout(() => void loadAll(), LOAD_AFTER_MS);
        const event = kind === 'ecs' ? eventOfEnvironment(given) : given;
        const { stage, counts } = await handler(event, { ...surroundings, signal });
        const marker = await readMarker(run, name);
        return { stage, counts: { ...counts }, notes: [...(marker?.notes ?? [])] };
      };
      return [name, handle];
    }),
  );
}
