import { isReached, type Benchmark, type Measurement, type Verdict } from '../benchmark.ts';
import { exact } from './exact.ts';
import { explain } from './explain.ts';
import { officialLibrary, type Group } from './group.ts';
import { peers } from './peers.ts';
import { predict } from './predict.ts';
import { threads } from './threads.ts';
import { train } from './train.ts';
import { whole } from './whole.ts';

const GROUPS: readonly Group[] = [explain, threads, predict, train, exact, peers, whole];
/** What a smoke run leaves out: they need Python's packages, or are tested elsewhere. */
const NOT_IN_SMOKE: ReadonlySet<Group> = new Set([exact, peers, whole]);

/** The tree engine against the official library and its peers. */
export const trees: Benchmark = {
  name: 'trees',
  about: `the tree engine against XGBoost and peers (--only ${GROUPS.map(({ name }) => name).join(', ')}; --smoke)`,
  async run(options) {
    const { only, smoke = false } = options;
    const groups = GROUPS.filter((group) =>
      only === undefined ? !smoke || !NOT_IN_SMOKE.has(group) : group.name === only,
    );
    if (groups.length === 0)
      throw new Error(`Expected a group (${GROUPS.map(({ name }) => name).join(', ')}), found "${only}"`);
    const library = await officialLibrary();
    await library.close();
    const measurements: Measurement[] = [];
    const verdicts: Verdict[] = [];
    let versions: Record<string, string> = { XGBoost: library.version, Node: process.version };
    for (const group of groups) {
      const result = await group.run({ ...options, smoke });
      measurements.push(...result.measurements);
      verdicts.push(...(smoke ? result.verdicts.map(inSmoke) : result.verdicts));
      versions = { ...versions, ...result.versions };
    }
    return { measurements, verdicts, versions };
  },
};

/**
 * A figure of tiny sizes: it has no goal, unless it says how far values lie apart.
 *
 * @throws Error when they lie too far apart
 */
function inSmoke(verdict: Verdict): Verdict {
  if (verdict.unit !== 'e-6') return { ...verdict, goal: null };
  if (isReached(verdict) === false)
    throw new Error(`Expected ${verdict.what} within its goal, found ${verdict.value}e-6`);
  return verdict;
}
