import * as adapters from '@engage/adapters';
import { readMarker, runStage } from '@engage/run';
import { tinyContract, tinyRows } from '@engage/testing';
import { ensemble, publish, qa } from './index.ts';
import { worldsOf, type World } from './testing/worlds.ts';

const worlds = worldsOf(adapters);
const world = (customers: number): Promise<World> => worlds.open(tinyContract(), tinyRows(customers));
afterAll(() => worlds.close());

describe('publish()', () => {
  async function finished(): Promise<World> {
    const opened = await world(100);
    const { run, engine } = opened;
    await runStage(run, 'Ensemble', () => ensemble(run, { engine }));
    await runStage(run, 'QA', () => qa(run, { engine }));
    return opened;
  }

  it('publish() composes the manifest and the timings, and lets latest name the run', async () => {
    const { run, store } = await finished();
    const { counts } = await publish(run, ['Ensemble', 'QA']);
    expect(counts).toMatchObject({ stages: 2, artefacts: 4 });
    const json = async (key: string): Promise<Record<string, unknown>> =>
      JSON.parse(new TextDecoder().decode(await store.read(key))) as Record<string, unknown>;
    const manifest = await json(run.layout.manifest);
    expect(manifest['stages']).toEqual([await readMarker(run, 'Ensemble'), await readMarker(run, 'QA')]);
    expect(JSON.stringify(manifest)).not.toContain('seconds');
    expect(await json(run.layout.timings)).toMatchObject({
      runId: run.runId,
      stages: [{ stage: 'Ensemble' }, { stage: 'QA' }],
    });
    expect(new TextDecoder().decode(await store.read('runs/latest'))).toBe(run.runId);
  });

  it('publish() leaves latest alone when an artefact changed, or a stage is missing', async () => {
    const { run, store } = await finished();
    await expect(publish(run, ['Ensemble', 'QA', 'Report'])).rejects.toThrow('a marker of Report');
    await store.write(`${run.layout.root}qa/qa.csv`, 'changed');
    await expect(publish(run, ['Ensemble', 'QA'])).rejects.toThrow(/found [0-9a-f]{64} \(qa\/qa\.csv\)/);
    await store.remove(`${run.layout.root}qa/qa.csv`);
    await expect(publish(run, ['Ensemble', 'QA'])).rejects.toThrow('found nothing (qa/qa.csv)');
    expect(await store.exists('runs/latest')).toBe(false);
    expect(await store.exists(run.layout.manifest)).toBe(false);
  });
});
