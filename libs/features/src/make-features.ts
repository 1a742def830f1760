import { canonicalJson, type QueryEngine, type RunContext } from '@engage/run';
import { PARTS, type Contract } from '@engage/schema';
import { checkTargets, countParts, type PartCounts } from './check-targets.ts';
import { constantNotes } from './constant-features.ts';
import { lastKnownSnapshot, lateRowsStatement, momentWords, type Cut } from './cut.ts';
import { readEncoding } from './encoding.ts';
import { featuresStatement, targetStatement } from './feature-statements.ts';
import type { OutcomeFile } from './outcome-files.ts';
import { readOutcomes } from './outcomes.ts';
import { partExpression } from './parts.ts';
import { checkSnapshots, readSnapshots } from './snapshots.ts';
import type { PrepareEngine } from './types.ts';
import { countWords } from './words.ts';

/** What the features turned out to hold. */
export interface FeaturesMade {
  readonly counts: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** What features are made of beside the curated rows. */
export interface FeatureSources {
  readonly outcomes: readonly OutcomeFile[];
  readonly cut: Cut | null;
}

/**
 * Writes `features/features.parquet` and `features/encoding.json` from the curated rows.
 *
 * @throws InputError when outcomes, snapshots or targets are not what the contract needs
 */
export async function makeFeatures(
  run: RunContext,
  engine: PrepareEngine,
  { outcomes, cut }: FeatureSources,
  step: () => void,
): Promise<FeaturesMade> {
  const { contract, request } = run;
  const { seed, folds } = request.config;
  step();
  const outcomeNotes = await readOutcomes(run, engine, outcomes, cut);
  const snapshots = await readSnapshots(contract, engine);
  const part = partExpression(contract, snapshots, seed);
  await checkSnapshots(contract, engine, snapshots);
  const learn = folds === null ? ['fit'] : PARTS;
  const { encoding, notes: wordNotes } = await readEncoding(contract, engine, part, learn);
  for (const [i, model] of contract.models.entries())
    await engine.stage(`target_${i}`, targetStatement(contract, model, i, cut));
  step();
  await engine.materialize({
    name: 'features',
    select: featuresStatement(contract, { part, encoding, seed, folds }),
    key: run.layout.features,
    orderBy: [contract.idColumn],
  });
  await run.store.write(run.layout.encoding, canonicalJson(encoding, true));
  step();
  const unknown = await unknownTargets(contract, engine, cut);
  const counts = await countParts(contract, engine);
  const targetNotes = checkTargets(contract, counts, folds, unknown);
  const constants = await constantNotes(contract, engine, learn);
  const purged =
    counts.purged > 0 ? [`${counts.purged} rows lie just before a later part and are in none`] : [];
  const notes = [...outcomeNotes, ...wordNotes, ...unknown.values(), ...targetNotes, ...constants, ...purged];
  return { counts: rowCounts(counts), notes };
}

function rowCounts({ rows, purged }: PartCounts): Record<string, number> {
  return {
    rowsFit: rows.fit ?? 0,
    rowsTune: rows.tune ?? 0,
    rowsCalibrate: rows.calibrate ?? 0,
    rowsHoldout: rows.holdout ?? 0,
    rowsPurged: purged,
  };
}

/** Models whose targets were not all known when the data were cut, with words that say so. */
async function unknownTargets(
  contract: Contract,
  engine: QueryEngine,
  cut: Cut | null,
): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  for (const model of contract.models) {
    const last = lastKnownSnapshot(contract, model, cut);
    if (last === null || cut === null || contract.asOfColumn === null) continue;
    const [found] = await engine.rows(lateRowsStatement(contract.asOfColumn, last));
    const rows = Number(found?.['row_count']);
    if (rows > 0)
      notes.set(
        model.name,
        `${countWords(rows)} targets of ${model.name} were not known yet on ${momentWords(cut.moment)}, when the data were cut: their snapshots lie less than ${model.horizonDays} days before`,
      );
  }
  return notes;
}
