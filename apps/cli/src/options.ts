import { InvalidArgumentError, type Command } from 'commander';
import type { Variables } from '@engage/runtime';
import type { Shell } from './shell.ts';

/** Day on which generated data are cut unless another is named: never today's, so that one order gives one result. */
export const GENERATED_AS_OF = '2026-03-01';

/** Options of every command that reads or writes data. */
export interface HomeOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/** Adds `--home` and `--json`. */
export function withHome(command: Command): Command {
  return command
    .option('--home <dir>', 'folder of all data (default: ENGAGE_HOME, or ./data)', folderName)
    .option('--json', 'print the result as JSON');
}

/** The environment with `--home` in the place of ENGAGE_HOME. */
export function variablesOf({ home }: HomeOptions, shell: Shell): Variables {
  return home === undefined ? shell.env : { ...shell.env, ENGAGE_HOME: home };
}

/** The folder of all data. */
export function homeOf(options: HomeOptions, shell: Shell): string {
  return variablesOf(options, shell)['ENGAGE_HOME'] || 'data';
}

/** Reads an option that names a folder: an empty name, as of a variable that is not set, must not mean another. */
export function folderName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected the name of a folder, found an empty one');
  return text;
}

/** Reads an option that names a run: an empty one, as of a variable that is not set, must not mean any. */
export function runDigits(text: string): string {
  if (!/^[0-9a-f]{1,16}$/i.test(text))
    throw new InvalidArgumentError(
      `Expected the id of a run, 16 hex digits, or its first ones, found "${text}"; "npx engage runs" lists them`,
    );
  return text.toLowerCase();
}

/** Reads an option that is a whole number between two others, both inclusive. */
export function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text.replace(/[_,](?=\d{3}\b)/g, ''));
    if (!Number.isInteger(value) || value < lowest || value > highest || text.trim() === '')
      throw new InvalidArgumentError(`Expected a whole number from ${lowest} to ${highest}, found "${text}"`);
    return value;
  };
}

/** Reads a date or moment, in UTC where no zone is named; gives ISO 8601. */
export function moment(text: string): string {
  const isoDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const zoned = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const date = new Date(zoned);
  const isReal = isoDate && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 7) >= '0001-01';
  // Date takes 2026-02-30 for the second of March.
  if (!isReal || (!text.includes('T') && date.toISOString().slice(0, 10) !== text))
    throw new InvalidArgumentError(`Expected a date such as 2026-03-01, found "${text}"`);
  return date.toISOString();
}
