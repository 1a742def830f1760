import { spawnSync } from 'node:child_process';

/** How a command went; one that cannot be started has failed too. */
export interface CommandResult {
  readonly ok: boolean;
  /** What it wrote, both streams. */
  readonly output: string;
}

/** The surroundings that an installation depends on. */
export interface Machine {
  /** Operating system and processor as Node names them: "linux-x64". */
  readonly platform: string;
  readonly isRoot: boolean;
  run(command: string, args: readonly string[]): CommandResult;
}

const COMMAND_TIMEOUT_MS = 300_000;

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    platform: `${process.platform}-${process.arch}`,
    isRoot: process.getuid?.() === 0,
    run: (command, args) => {
      const result = spawnSync(command, args, {
        encoding: 'utf8',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
        timeout: COMMAND_TIMEOUT_MS,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const failure = result.error ? result.error.message : '';
      return {
        ok: result.status === 0,
        output: `${result.stdout ?? ''}${result.stderr ?? ''}${failure}`.trim(),
      };
    },
  };
}

/** The end of a command's output, where the reason of a failure stands. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
