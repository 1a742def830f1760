import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** MiniStack (MIT): young, so that its version is fixed. */
const VERSION = '1.5.33';
const tools = join(import.meta.dirname, '../../.cache/ministack');
const PATIENCE_MS = 30_000;

/** An emulator of AWS that runs on this machine. */
export interface Emulator {
  readonly url: string;
  /** Where requests go whose host names nobody knows: S3 Control puts the account before the host. */
  readonly proxyUrl: string;
  stop(): void;
}

/** Installs the emulator where it is not there, and starts it and the proxy on free ports. They end with this process. */
export async function startEmulator(): Promise<Emulator> {
  install();
  const [port, proxyPort] = [await freePort(), await freePort()];
  const its = {
    PATH: process.env['PATH'],
    HOME: tmpdir(),
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
  };
  const emulator = spawn(join(tools, 'bin/ministack'), [], { stdio: 'ignore', env: its });
  const proxyFile = join(import.meta.dirname, 'host-proxy.ts');
  const proxy = spawn(process.execPath, [proxyFile, String(proxyPort), String(port)], { stdio: 'ignore' });
  const stop = (): void => {
    emulator.kill();
    proxy.kill();
  };
  process
    .on('exit', stop)
    .on('SIGINT', () => process.exit(130))
    .on('SIGTERM', () => process.exit(143));
  const url = `http://127.0.0.1:${port}`;
  await Promise.all([url, `http://127.0.0.1:${proxyPort}`].map(answers));
  return { url, proxyUrl: `http://127.0.0.1:${proxyPort}`, stop };
}

/** Waits until somebody answers, whatever they say. */
async function answers(url: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await wait(200);
  }
  throw new Error(`Expected an answer of ${url} within ${PATIENCE_MS / 1000} s, found none`);
}

function install(): void {
  if (existsSync(join(tools, 'bin/ministack'))) return;
  for (const [command, args] of [
    ['python3', ['-m', 'venv', tools]],
    [
      join(tools, 'bin/pip'),
      ['install', '--quiet', '--disable-pip-version-check', `ministack[full]==${VERSION}`],
    ],
  ] as const) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Expected a free port, found none');
  return address.port;
}
