import { canonicalJson, renderSql, type RunContext } from '@engage/run';
import { PARTS, quoted, type Contract } from '@engage/schema';
import { checkTargets, countParts, type PartCounts } from './check-targets.ts';
import { constantNotes } from './constant-features.ts';
import { readEncoding } from './encoding.ts';
import { featuresStatement, targetStatement } from './feature-statements.ts';
import { readOutcomes } from './outcomes.ts';
import { partExpression, type Snapshot } from './parts.ts';
import type { PrepareEngine, PrepareOptions } from './types.ts';

/** What the features turned out to hold. */
export interface FeaturesMade {
  readonly counts: PartCounts;
  readonly notes: readonly string[];
}

/**
 * Writes `features/features.parquet` and `features/encoding.json` from the curated rows.
 *
 * @throws InputError when outcomes, snapshots or targets are not what the contract needs
 */
export async function makeFeatures(
  run: RunContext,
  options: PrepareOptions,
  step: () => void,
): Promise<FeaturesMade> {
  const { contract, request } = run;
  const { seed, folds } = request.config;
  const { engine } = options;
  step();
  const outcomeNotes = await readOutcomes(run, options);
  const part = partExpression(contract, await readSnapshots(contract, engine), seed);
  const learn = folds === null ? ['fit'] : PARTS;
  const { encoding, notes: wordNotes } = await readEncoding(contract, engine, part, learn);
  for (const [i, model] of contract.models.entries())
    await engine.stage(`target_${i}`, targetStatement(contract, model, i));
  step();
  await engine.materialize({
    name: 'features',
    select: featuresStatement(contract, { part, encoding, seed, folds }),
    key: run.layout.features,
    orderBy: [contract.idColumn],
  });
  await run.store.write(run.layout.encoding, canonicalJson(encoding, true));
  step();
  const counts = await countParts(contract, engine);
  const targetNotes = checkTargets(contract, counts, folds);
  const constants = await constantNotes(contract, engine, learn);
  const purged =
    counts.purged > 0 ? [`${counts.purged} rows lie just before a later part and are in none`] : [];
  return { counts, notes: [...outcomeNotes, ...wordNotes, ...targetNotes, ...constants, ...purged] };
}

/** The statement that lists the snapshots of a split by time. */
export function snapshotsStatement(column: string): string {
  return renderSql('features/snapshots', { as_of: quoted(column) });
}

async function readSnapshots(contract: Contract, engine: PrepareEngine): Promise<Snapshot[]> {
  if (contract.split.by !== 'time') return [];
  const rows = await engine.rows(snapshotsStatement(contract.split.column));
  return rows.map((row) => ({ snapshot: String(row['snapshot']), rows: Number(row['row_count']) }));
}
