#!/usr/bin/env node
import { keepWasmWrappers } from '@engage/runtime/keep-wasm-wrappers';
import { runCli } from './cli.ts';

keepWasmWrappers();
const stop = new AbortController();
let asked = 0;
const onSignal = () => {
  asked += 1;
  if (asked > 1) process.exit(130);
  process.stderr.write('\nStopping; press Ctrl-C again to stop at once\n');
  stop.abort();
};
process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
// "engage query … | head" closes our output early, which is no failure.
for (const output of [process.stdout, process.stderr])
  output.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
