import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { labelledRows } from '../testing/labelled-rows.ts';
import { TreesError } from '../trees-error.ts';
import { train } from './train.ts';
import { endIdleThreads } from './training-crew.ts';

const request = {
  objective: 'squared-error' as const,
  params: { rounds: 2, maxDepth: 2, learningRate: 0.3 },
  fit: labelledRows({ seed: 1, rows: 40 }),
  seed: 7,
  threads: 2,
};

describe('TrainingCrew', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/crew-`);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await endIdleThreads();
    await rm(folder, { recursive: true });
  });

  const threadOf = async (name: string, source: string): Promise<URL> => {
    await writeFile(`${folder}/${name}.mjs`, source);
    return pathToFileURL(`${folder}/${name}.mjs`);
  };

  it('says in words that a thread broke, and ends the others', async () => {
    const terminate = jest.spyOn(Worker.prototype, 'terminate');
    const workerUrl = await threadOf('broken', 'throw new Error("no such kernel")');
    const broken = train(request, { workerUrl });
    await expect(broken).rejects.toThrow(TreesError);
    await expect(broken).rejects.toThrow('found that it broke: no such kernel; ');
    expect(terminate).toHaveBeenCalledTimes(2);
  });

  it('hears an error that comes while the threads are ended', async () => {
    const { terminate } = Worker.prototype;
    const ended = jest.spyOn(Worker.prototype, 'terminate').mockImplementation(function (this: Worker) {
      this.emit('error', new Error('late'));
      return terminate.call(this);
    });
    const workerUrl = await threadOf(
      'failing',
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ kind }) => kind === 'step' && parentPort.postMessage({ kind: 'failed', message: 'first' }));`,
    );
    await expect(train(request, { workerUrl })).rejects.toThrow('it failed: first');
    expect(ended).toHaveBeenCalledTimes(2);
  });

  it('hears an error of a thread that waits for the next training', async () => {
    const start = jest.spyOn(Worker.prototype, 'ref');
    await train(request);
    for (const worker of new Set(start.mock.contexts as Worker[])) {
      expect(() => worker.emit('error', new Error('idle'))).not.toThrow();
      await worker.terminate();
    }
    // The broken ones are not asked again.
    expect((await train(request)).rounds).toBe(2);
  });

  it('ends the threads that did start where one does not', async () => {
    await endIdleThreads();
    const terminate = jest.spyOn(Worker.prototype, 'terminate');
    const post = jest.spyOn(Worker.prototype, 'postMessage');
    post.mockImplementationOnce(() => undefined);
    post.mockImplementationOnce(() => {
      throw new Error('no room for a thread');
    });
    const failed = train(request);
    await expect(failed).rejects.toThrow(TreesError);
    await expect(failed).rejects.toThrow('Expected 2 training threads, found that one cannot start: no room');
    expect(terminate).toHaveBeenCalledTimes(2);
  });

  it('refuses a file that no thread can run', async () => {
    await expect(train(request, { workerUrl: new URL('https://example.org/a.mjs') })).rejects.toThrow(
      TreesError,
    );
    await expect(train(request, { workerUrl: './a.mjs' as never })).rejects.toThrow(
      'Expected workerUrl to be a URL, found "./a.mjs"; ',
    );
  });
});
