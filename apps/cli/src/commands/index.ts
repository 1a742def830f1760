import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { registerClean } from './clean.ts';
import { registerCompletion } from './completion.ts';
import { registerCost } from './cost.ts';
import { registerDoctor } from './doctor.ts';
import { registerExplain } from './explain.ts';
import { registerGenerate } from './generate.ts';
import { registerPredict } from './predict.ts';
import { registerQuery } from './query.ts';
import { registerRun } from './run.ts';
import { registerRuns } from './runs.ts';
import { registerScore } from './score.ts';
import { registerServe } from './serve.ts';
import { registerShow } from './show.ts';
import { registerStart } from './start.ts';
import { registerTrain } from './train.ts';

/** Names and describes one command; what it does is imported when it is asked for. */
export type Register = (command: Command, shell: Shell) => void;

/** All commands, in the order of the help. */
export const commands: readonly Register[] = [
  registerStart,
  registerGenerate,
  registerRun,
  registerTrain,
  registerPredict,
  registerScore,
  registerExplain,
  registerRuns,
  registerShow,
  registerQuery,
  registerServe,
  registerClean,
  registerCost,
  registerDoctor,
  registerCompletion,
];
