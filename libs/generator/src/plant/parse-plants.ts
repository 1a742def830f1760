import { InputError } from '@engage/run';

/** What is planted into the table on request, to see whether it is found. */
export interface Plants {
  /** Share of rows that get one defect, in [0, 1]. */
  readonly dirty: number;
  /** A column overwritten from an outcome. */
  readonly leak: boolean;
  /** Churn log-odds raised for one gender beyond its features. */
  readonly bias: boolean;
  /** Less activity in the latest snapshots. */
  readonly drift: boolean;
}

export const NO_PLANTS: Plants = { dirty: 0, leak: false, bias: false, drift: false };

const SWITCHES = ['leak', 'bias', 'drift'] as const;

/**
 * Reads what to plant from text such as `dirty=0.01,leak,bias,drift`; an empty text plants nothing.
 *
 * @throws InputError naming the part that is not understood
 */
export function parsePlants(text: string): Plants {
  const plants = { ...NO_PLANTS };
  const seen = new Set<string>();
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '' && text.trim() === '') continue;
    const [name = '', value] = part.split('=', 2);
    if (seen.has(name))
      throw new InputError(`Expected "${name}" once in --plant, found it twice; name each defect once`);
    seen.add(name);
    if (name === 'dirty') plants.dirty = shareOf(value);
    else plants[switchOf(part)] = true;
  }
  return plants;
}

function shareOf(value: string | undefined): number {
  const share = value === undefined || value.trim() === '' ? NaN : Number(value);
  if (share > 0 && share <= 1) return share;
  const found = value === undefined ? 'no share' : `"${value}"`;
  throw new InputError(
    `Expected dirty=SHARE in --plant with a share of rows above 0 and at most 1, found ${found}; write for example dirty=0.01`,
  );
}

function switchOf(part: string): (typeof SWITCHES)[number] {
  const found = SWITCHES.find((name) => name === part);
  if (found) return found;
  throw new InputError(
    `Expected dirty=SHARE, leak, bias or drift in --plant, found "${part}"; separate several with commas`,
  );
}
