/**
 * `node keeper.ts PROXY_PORT EMULATOR_PORT PROGRAM`: runs the emulator, and an HTTP proxy that takes every host for it. Both
 * end when whoever started this goes: its standard input closes, however it ended.
 */
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';

const [proxyPort, emulatorPort, program] = process.argv.slice(2) as [string, string, string];
const env = {
  PATH: process.env['PATH'],
  HOME: tmpdir(),
  GATEWAY_PORT: emulatorPort,
  BIND_HOST: '127.0.0.1',
};
const emulator = spawn(program, [], { stdio: ['ignore', 'ignore', 'inherit'], env });
emulator.on('exit', (code) => process.exit(code ?? 1)).on('error', () => process.exit(1));
process.stdin.resume().on('end', () => {
  emulator.kill();
  process.exit(0);
});

createServer((incoming, answer) => {
  const { pathname, search, host } = new URL(incoming.url ?? '/', 'http://emulator.test');
  const onward = request(
    {
      host: '127.0.0.1',
      port: Number(emulatorPort),
      method: incoming.method,
      path: pathname + search,
      headers: { ...incoming.headers, host },
    },
    (its) => {
      answer.writeHead(its.statusCode ?? 502, its.headers);
      its.pipe(answer);
    },
  );
  onward.on('error', () => answer.writeHead(502).end());
  incoming.pipe(onward);
}).listen(Number(proxyPort), '127.0.0.1');
