import { checkParams, refuseUnknown } from './check-params.ts';
import { checkRows, checkSquares } from './check-rows.ts';
import { OBJECTIVES } from './objectives.ts';
import { asFields, described, isWhole, refuse } from '../checks/refuse.ts';
import type { LabelledRows, Objective, TrainRequest } from './train-request.ts';

const MOST_THREADS = 64;

const FIELDS: readonly (keyof TrainRequest)[] = [
  'objective',
  'params',
  'fit',
  'tune',
  'patience',
  'seed',
  'threads',
  'onRound',
  'signal',
];

/**
 * Refuses what cannot be trained before any work is done. Callers without types are many, so nothing is taken for granted.
 *
 * @throws TreesError that names the field, says what was expected and found, and what to do
 */
export function checkRequest(given: unknown): asserts given is TrainRequest {
  const request = asFields(
    'the request',
    'to be an object',
    given,
    `give ${FIELDS.slice(0, 3).join(', ')} …`,
  );
  refuseUnknown('the request', request, FIELDS);
  const { objective, params, fit, tune, patience, seed, threads } = request;
  checkObjective(objective);
  checkRows('fit', fit, objective);
  if (objective === 'squared-error') checkSquares(fit);
  checkParams(params, fit.matrix.columns);
  if (tune !== undefined) {
    checkRows('tune', tune, objective);
    checkSameColumns(fit, tune);
  }
  if (patience !== undefined) {
    if (!isWhole(patience, 1))
      refuse(
        'patience',
        'to be a whole number of at least 1',
        described(patience),
        'say how many rounds to wait, or leave it out',
      );
    if (tune === undefined)
      refuse(
        'tune',
        'to be an object, since patience is set',
        'undefined',
        'give rows to stop by, or leave patience out',
      );
  }
  if (!isWhole(seed, -Number.MAX_SAFE_INTEGER))
    refuse(
      'seed',
      'to be a whole number',
      described(seed),
      'choose one, so that the same model can be had again',
    );
  if (!isWhole(threads, 1, MOST_THREADS))
    refuse(
      'threads',
      `to be a whole number in [1, ${MOST_THREADS}]`,
      described(threads),
      'set 1, or as many as there are cores',
    );
  checkCallbacks(request);
}

function checkObjective(objective: unknown): asserts objective is Objective {
  if (typeof objective === 'string' && Object.hasOwn(OBJECTIVES, objective)) return;
  const names = Object.keys(OBJECTIVES).map((name) => JSON.stringify(name));
  const last = names.pop();
  refuse('objective', `to be ${names.join(', ')} or ${last}`, described(objective), 'choose one of them');
}

/** A tree asks by the place of a column, so places must mean the same in both. */
function checkSameColumns({ matrix: fit }: LabelledRows, { matrix: tune }: LabelledRows): void {
  const remedy = 'give the columns of both in the same order';
  if (tune.columns !== fit.columns)
    refuse('tune.matrix.columns', `to be ${fit.columns} as in fit`, `${tune.columns}`, remedy);
  for (const part of ['names', 'categorical'] as const) {
    const odd = fit[part].findIndex((its, column) => its !== tune[part][column]);
    if (odd < 0) continue;
    const expected = `to be ${described(fit[part][odd])} as in fit`;
    refuse(`tune.matrix.${part}[${odd}]`, expected, described(tune[part][odd]), remedy);
  }
}

function checkCallbacks({ onRound, signal }: Readonly<Record<string, unknown>>): void {
  if (onRound !== undefined && typeof onRound !== 'function')
    refuse('onRound', 'to be a function', described(onRound), 'give one, or leave it out');
  if (signal === undefined || isSignal(signal)) return;
  refuse(
    'signal',
    'to be an AbortSignal',
    described(signal),
    'give that of an AbortController, or leave it out',
  );
}

/** By what is asked of it: signals of other realms are of another class. */
function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignal>;
  return (
    typeof aborted === 'boolean' &&
    typeof addEventListener === 'function' &&
    typeof removeEventListener === 'function'
  );
}
