import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pythonTool } from '../python-tool.ts';

/** MiniStack (MIT): young, so that its version is fixed. */
const EMULATOR = 'ministack[full]==1.5.33';
const LOG = join(import.meta.dirname, '../../.cache/emulator.err');
const PATIENCE_MS = 30_000;

/** An emulator of AWS that runs on this machine. */
export interface Emulator {
  readonly url: string;
  /** Where requests go whose host names nobody knows: S3 Control puts the account before the host. */
  readonly proxyUrl: string;
  stop(): void;
}

/** Installs the emulator where it is not there, and starts it with its proxy on free ports. They end with this process. */
export async function startEmulator(): Promise<Emulator> {
  const program = join(pythonTool(EMULATOR), 'ministack');
  const [port, proxyPort] = [await freePort(), await freePort()];
  const args = [join(import.meta.dirname, 'keeper.ts'), String(proxyPort), String(port), program];
  mkdirSync(join(LOG, '..'), { recursive: true });
  const keeper = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  keeper.stderr.pipe(createWriteStream(LOG));
  const url = `http://127.0.0.1:${port}`;
  const proxyUrl = `http://127.0.0.1:${proxyPort}`;
  await Promise.all([url, proxyUrl].map((its) => answers(its, () => keeper.exitCode !== null)));
  return { url, proxyUrl, stop: () => void keeper.stdin.end() };
}

/** Waits until somebody answers, whatever they say. */
async function answers(url: string, isOver: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && !isOver()) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await wait(200);
  }
  throw new Error(
    `Expected an answer of ${url} within ${PATIENCE_MS / 1000} s, found none: ${readFileSync(LOG, 'utf8').slice(-1000)}`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Expected a free port, found none');
  return address.port;
}
