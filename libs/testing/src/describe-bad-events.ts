import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The entry point of a Lambda app, as its `main.ts` exports it. */
export interface LambdaMain {
  readonly handler: (event: unknown) => Promise<unknown>;
}

/**
 * Describes how a Lambda app refuses events that it cannot use: by name, so that the state machine does not
 * try again, and in words.
 *
 * @param app name of the app
 * @param stages every stage that it can do
 * @param load imports its `main.ts`, which reads the environment once
 */
export function describeBadEvents(
  app: string,
  stages: readonly string[],
  load: () => Promise<LambdaMain>,
): void {
  describe(app, () => {
    const before = { ...process.env };
    let main: LambdaMain;
    let home: string;
    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), `${app}-`));
      Object.assign(process.env, { ENGAGE_HOME: home, ENGAGE_LOG_LEVEL: 'silent' });
      main = await load();
    });
    afterAll(async () => {
      process.env = before;
      await rm(home, { recursive: true, force: true });
    });

    const runId = '0123456789abcdef';
    const known = stages.join(' or ');
    it.each<[unknown, string]>([
      ['an event in words', 'Expected an event'],
      [{ stage: 'Nothing', runId }, `Expected the stage to be ${known}, found "Nothing"`],
      ...stages.map((stage): [unknown, string] => [{ stage }, 'runId']),
      ...stages.map((stage): [unknown, string] => [
        { stage, runId, table: '', truth: '' },
        `Expected a run ${runId}`,
      ]),
    ])('refuses %j as bad input', async (event, message) => {
      const refused = main.handler(event);
      await expect(refused).rejects.toThrow(message);
      await expect(refused).rejects.toMatchObject({ name: 'InputError' });
    });
  });
}
