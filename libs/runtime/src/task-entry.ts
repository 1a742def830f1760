import { exitCodeOf, type ExitCode } from './exit-code.ts';
import type { Variables } from './environment.ts';
import { eventOfEnvironment, type StageHandler } from './stage-handler.ts';
import { surroundingsFrom, type AppSurroundings } from './surroundings.ts';

/**
 * An app as a container's process: the work is named by its environment, SIGTERM and SIGINT stop it (exit code
 * 130), and its success is the marker that the stage leaves in the run.
 *
 * @param variables `process.env`
 * @returns the exit code to end with
 * @example process.exitCode = await taskEntry(handler, process.env)
 */
export async function taskEntry(handler: StageHandler, variables: Variables): Promise<ExitCode> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  let surroundings: AppSurroundings | null = null;
  try {
    surroundings = surroundingsFrom(variables, { signal: stop.signal });
    await handler(eventOfEnvironment(variables), surroundings);
    return 0;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (surroundings) surroundings.log.error({ error: nameOf(error) }, text);
    else process.stderr.write(`${text}\n`);
    return stop.signal.aborted ? 130 : exitCodeOf(error);
  } finally {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
    await surroundings?.close();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
