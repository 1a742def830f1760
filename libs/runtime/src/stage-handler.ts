import { InputError, loadRun, readMarker, runStage, type RunContext, type StageOutcome } from '@engage/run';
import { z } from 'zod';
import type { AppSurroundings } from './surroundings.ts';

const eventSchema = z.object({
  stage: z.string(),
  runId: z.string().regex(/^[0-9a-f]{16}$/, 'expected 16 hex digits'),
  /** Where the raw table lies: a path or an `s3://` URI. */
  table: z.string().default(''),
  /** Where the truth lies, on generated data; empty where it is not known. */
  truth: z.string().default(''),
});

/** What an app is told to do: a Lambda's event, or a container's environment turned into the same. */
export type StageEvent = z.infer<typeof eventSchema>;

/** What an app answers: whole numbers, never rows. */
export interface StageAnswer {
  readonly stage: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** One stage that an app can do. */
export interface StageWork {
  /** Stages whose markers must stand, or lists of which one must. */
  readonly needs: readonly (string | readonly string[])[];
  /** Done every time, without a marker; for work that leaves nothing in the run. */
  readonly repeats?: true;
  work(run: RunContext, tools: AppSurroundings, event: StageEvent): Promise<StageOutcome>;
}

/** An app: an event in, counts out. */
export type StageHandler = (event: unknown, surroundings: AppSurroundings) => Promise<StageAnswer>;

/**
 * Turns use cases into an app: checks the event, opens the run, demands the markers of the stages before (an
 * ECS task's only proof of success), runs the stage once and answers with its counts.
 *
 * @throws from the handler InputError when the event does not fit, the run is unknown or a stage is missing
 * @example stageHandler({ QA: { needs: ['Ensemble'], work: (run, tools) => tools.withQueries((engine) => qa(run, { engine })) } })
 */
export function stageHandler(stages: Readonly<Record<string, StageWork>>): StageHandler {
  return async (event, surroundings) => {
    const checked = eventOf(event);
    const stage = Object.hasOwn(stages, checked.stage) ? stages[checked.stage] : undefined;
    if (!stage)
      throw new InputError(
        `Expected the stage to be ${Object.keys(stages).join(' or ')}, found "${checked.stage}"`,
      );
    const run = await loadRun(checked.runId, surroundings);
    for (const need of stage.needs) await demandFinished(run, [need].flat(), checked.stage);
    const work = () => stage.work(run, surroundings, checked);
    const { counts } = await (stage.repeats ? work() : runStage(run, checked.stage, work));
    return { stage: checked.stage, counts };
  };
}

/** The event that the environment of a container stands for. */
export function eventOfEnvironment(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    stage: variables['ENGAGE_STAGE'],
    runId: variables['ENGAGE_RUN_ID'],
    table: variables['ENGAGE_TABLE'],
    truth: variables['ENGAGE_TRUTH'],
  };
}

/** Demands the marker of one of these stages. */
async function demandFinished(run: RunContext, anyOf: readonly string[], before: string): Promise<void> {
  for (const stage of anyOf) if (await readMarker(run, stage)) return;
  const places = anyOf.map((stage) => run.store.location(run.layout.stage(stage)));
  throw new InputError(
    `Expected stage ${anyOf.join(' or ')} of run ${run.runId} to be finished before ${before}, found no marker at ${places.join(' or ')}; start the run again to resume it`,
  );
}

function eventOf(event: unknown): StageEvent {
  const parsed = eventSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
  throw new InputError(
    `Expected an event { stage, runId, table, truth }, found another (${issues.join('; ')})`,
  );
}
