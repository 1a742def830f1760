import { renderSql, type QueryEngine, type RunContext } from '@engage/run';
import type { Model } from '@engage/schema';
import { globalRankingSchema, type GlobalRankingFile } from './explanation-file.ts';
import type { ReasonFinding, ThemeWeight } from './findings.ts';
import { countOf, sourceOf } from './gather-table.ts';
import { textOf } from './mean-figure.ts';
import { readJson } from './read-json.ts';

/** The themes a model goes by, strongest first; empty when it was not explained. */
export async function gatherThemes(run: RunContext, model: Model): Promise<ThemeWeight[]> {
  const source = `explanations/${model.name}.global.json`;
  const ranking = await readJson(run, run.layout.root + source, globalRankingSchema);
  if (!ranking) return [];
  return ranking.themes.map(({ theme, share, low = null, high = null }) => ({
    theme,
    share: { value: share, low, high, style: 'share', source },
    actionable: featuresOf(ranking, theme).some((feature) => feature.actionable),
    direction: directionOf(ranking, theme),
  }));
}

/** The strongest reasons that customers were told; empty when nobody's prediction was explained. */
export async function gatherReasons(
  run: RunContext,
  engine: QueryEngine,
  model: Model,
): Promise<ReasonFinding[]> {
  const key = run.layout.explanations(model.name);
  if (!(await run.store.exists(key))) return [];
  const table = `explanations_${model.name}`;
  await engine.attach(table, key);
  const rows = await engine.rows(renderSql('report/reasons', { explanations: table }));
  return rows.map((row) => ({
    feature: textOf(row['feature']),
    raises: row['raises'] === true,
    words: textOf(row['reason']),
    customers: countOf(row['customers'], sourceOf(run, key)),
  }));
}

function featuresOf(ranking: GlobalRankingFile, theme: string): GlobalRankingFile['features'] {
  return ranking.features.filter((feature) => feature.theme === theme);
}

/** The direction that all features of a theme agree on, or null where they differ or have none. */
function directionOf(ranking: GlobalRankingFile, theme: string): 1 | -1 | null {
  const directions = new Set(featuresOf(ranking, theme).map((feature) => feature.direction ?? null));
  const [only] = directions;
  return directions.size === 1 && (only === 1 || only === -1) ? only : null;
}
