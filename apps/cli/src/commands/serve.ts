import type { Command } from 'commander';
import { runDigits, variablesOf, wholeNumber, withHome, type HomeOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

interface ServeOptions extends HomeOptions {
  readonly run?: string;
  readonly host: string;
  readonly port: number;
  readonly maxRows: number;
  readonly maxBody: number;
  readonly maxConcurrent: number;
  readonly rate?: number;
  readonly openapi?: boolean;
}

const PATHS = `
Paths: POST /v1/score, GET /v1/openapi.json, /healthz, /readyz, /metrics
For example: curl -d '{"customers": [{ … }]}' -H 'content-type: application/json' localhost:8080/v1/score
The guide is docs/guides/serve.md`;

/** `engage serve`: scores over HTTP until it is told to stop, by the models of a finished run. */
export function registerServe(command: Command, shell: Shell): void {
  withHome(command.name('serve').description('score customers over HTTP, with the models of a run'))
    .option('--run <run>', 'id of the run, or its first digits (default: the latest)', runDigits)
    .option(
      '--host <address>',
      'address to listen on; others than this machine’s need a gateway',
      '127.0.0.1',
    )
    .option('--port <n>', 'port to listen on; 0 takes any that is free', wholeNumber(0, 65_535), 8080)
    .option('--max-rows <n>', 'most customers in a request', wholeNumber(1, 10_000), 1_000)
    .option('--max-body <MiB>', 'largest body of a request', wholeNumber(1, 64), 4)
    .option('--max-concurrent <n>', 'most scoring requests at once', wholeNumber(1, 100_000), 256)
    .option(
      '--rate <n>',
      'most requests a second of one client (default: any number)',
      wholeNumber(1, 1_000_000),
    )
    .option('--openapi', 'print the OpenAPI document of what would be served, and end')
    .addHelpText('after', PATHS)
    .action(async (options: ServeOptions) => {
      const { describeApi, serve } = await import('../run/serve.ts');
      if (options.openapi)
        return void shell.stdout.write(`${await describeApi(options, variablesOf(options, shell))}\n`);
      const { runId, models, url, stop } = await serve(options, variablesOf(options, shell));
      const lines = [
        `Serving ${models.join(', ')} of run ${runId} on ${url}; Ctrl-C stops`,
        `The API is described at ${url}/v1/openapi.json`,
      ];
      shell.stdout.write(`${options.json ? JSON.stringify({ url, runId, models }) : lines.join('\n')}\n`);
      await new Promise<void>((resolve) => {
        if (shell.signal.aborted) resolve();
        else shell.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const isClean = await stop();
      if (!isClean) shell.stderr.write('Cut off requests that had not ended in time\n');
    });
}
