import { spawn } from 'node:child_process';

/** One check: a command, and how many checks its output stands for. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Reads the counts from what the command printed; by default the exit code is one check. */
  readonly count?: (output: string) => Counts | null;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface StepResult extends Counts {
  readonly name: string;
  readonly seconds: number;
  readonly output: string;
}

/**
 * Runs a step. A command that fails without saying how often counts as one failure, and so does one that
 * exits well but whose counts cannot be read: silence is not success.
 */
export async function runStep(step: Step, environment: NodeJS.ProcessEnv): Promise<StepResult> {
  const begin = performance.now();
  const { code, output } = await runCommand(step.command, step.args, environment);
  const seconds = (performance.now() - begin) / 1000;
  return { name: step.name, seconds, output, ...countsOf(step, code, output) };
}

/** What an exit code and an output mean as counts. */
export function countsOf(step: Step, code: number, output: string): Counts {
  const counts = step.count ? step.count(output) : { passed: code === 0 ? 1 : 0, failed: 0 };
  if (counts === null) return { passed: 0, failed: 1 };
  const unexplained = code !== 0 && counts.failed === 0;
  return { passed: counts.passed, failed: counts.failed + (unexplained ? 1 : 0) };
}

function runCommand(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
