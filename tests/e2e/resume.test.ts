import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appears, bytesOf, engage, start } from './engage.ts';
import { homeWithData, makeReference, removeReference, type Reference } from './reference.ts';

jest.setTimeout(300_000);

describe('a run that does not go through at once', () => {
  let reference: Reference;
  let run: string;
  let runId: string;
  beforeAll(async () => {
    reference = await makeReference();
    ({ run, runId } = reference);
  });
  afterAll(() => removeReference(reference));

  it.each(['Prepare', 'Evaluate', 'Ensemble'])(
    'gives the same bytes when it is killed after %s and started again',
    async (stage) => {
      const other = homeWithData(reference, `killed-after-${stage}`);
      const killed = start(['run', '--home', other]);
      await appears(join(other, 'runs', runId, 'stages', `${stage}.json`), killed);
      killed.child.kill('SIGKILL');
      expect((await killed.ended).code).toBeNull();
      expect(existsSync(join(other, 'runs', 'latest'))).toBe(false);
      const again = await engage(['run', '--home', other]);
      expect(again.code).toBe(0);
      expect(again.err).toContain(`Resuming run ${runId}`);
      expect(bytesOf(join(other, 'runs', runId))).toEqual(bytesOf(run));
    },
  );

  it('stops on Ctrl-C with code 130, says how to go on, and goes on', async () => {
    const other = homeWithData(reference, 'interrupted');
    const stopped = start(['run', '--home', other]);
    await appears(join(other, 'runs', runId, 'stages', 'Prepare.json'), stopped);
    stopped.child.kill('SIGINT');
    const { code, err } = await stopped.ended;
    expect(code).toBe(130);
    expect(err).toContain(`run ${runId} is kept; the same command again resumes it`);
    expect(existsSync(join(other, 'runs', runId, 'lock.json'))).toBe(false);
    const again = await engage(['run', '--home', other]);
    expect(again.code).toBe(0);
    expect(bytesOf(join(other, 'runs', runId))).toEqual(bytesOf(run));
  });

  it('refuses a second process on the same run, and names the first', async () => {
    const other = homeWithData(reference, 'locked');
    const first = start(['run', '--home', other]);
    await appears(join(other, 'runs', runId, 'lock.json'), first);
    const second = await engage(['run', '--home', other]);
    expect(second.code).toBe(2);
    expect(second.err).toContain(`found process ${first.child.pid} on`);
    expect((await first.ended).code).toBe(0);
  });

  it('trains and predicts step by step into the same run', async () => {
    const other = homeWithData(reference, 'steps');
    const runFolder = join(other, 'runs', runId);
    expect((await engage(['train', '--home', other])).code).toBe(0);
    expect(existsSync(join(runFolder, 'models', 'churn', 'card.md'))).toBe(true);
    expect(existsSync(join(runFolder, 'predictions'))).toBe(false);
    expect((await engage(['predict', '--home', other])).code).toBe(0);
    expect(existsSync(join(runFolder, 'predictions', 'ensemble.parquet'))).toBe(true);
    expect(existsSync(join(runFolder, 'results'))).toBe(false);
    expect((await engage(['run', '--home', other])).code).toBe(0);
    expect(bytesOf(runFolder)).toEqual(bytesOf(run));
  });

  it('cross-validates as well when folds are set, into a run of its own', async () => {
    const other = homeWithData(reference, 'folds');
    const { code, out } = await engage([
      'run',
      '--folds',
      '3',
      '--explain',
      'none',
      '--json',
      '--home',
      other,
    ]);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { runId: string; figures: { name: string; value: number }[] };
    expect(answer.runId).not.toBe(runId);
    const auc = answer.figures.find(({ name }) => name === 'churn.folds.auc')?.value;
    expect(auc).toBeGreaterThan(0.7);
    expect(auc).toBeLessThan(1);
  });
});
