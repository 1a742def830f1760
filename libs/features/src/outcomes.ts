import { InputError, renderSql, type QueryEngine, type RunContext } from '@engage/run';
import { quoted, sqlText, type Contract } from '@engage/schema';
import { countRows } from './count-rows.ts';
import { momentLiteral, type Cut } from './cut.ts';
import { fileOf, hasOutcome, type LaterModel, type OutcomeFile } from './outcome-files.ts';
import { countWords, shareWords } from './words.ts';

/**
 * Keeps one value a customer of every model whose outcomes come apart, as `outcomes_<i>`, i counted among the models.
 *
 * @returns notes about outcomes that cannot be used
 * @throws InputError when too many cannot be read, or a model has none
 */
export async function readOutcomes(
  { contract }: RunContext,
  engine: QueryEngine,
  files: readonly OutcomeFile[],
  cut: Cut | null,
): Promise<string[]> {
  const notes: string[] = [];
  for (const file of files) notes.push(...file.notes, ...(await problemsOf(contract, engine, file)));
  for (const [i, model] of contract.models.entries()) {
    const file = hasOutcome(model) ? fileOf(model, files) : undefined;
    if (!file || !hasOutcome(model)) continue;
    await engine.stage(`outcomes_${i}`, outcomesStatement(contract, model, file.name, cut));
    if ((await countRows(engine, `outcomes_${i}`)) === 0)
      throw new InputError(
        `Expected outcomes named "${model.outcome.name}" for model ${model.name} in ${file.file}, found none; give the file that has them`,
      );
  }
  return notes;
}

/** The statement that keeps one value a customer of one outcome, as known when the data were cut. */
export function outcomesStatement(
  contract: Contract,
  model: LaterModel,
  rows: string,
  cut: Cut | null,
): string {
  const until = (moment: string): string =>
    `\n    and coalesce(outcomes.known_at <= ${momentLiteral(moment)}, true)`;
  return renderSql('features/outcomes', {
    outcomes: rows,
    id: quoted(contract.idColumn),
    as_of: snapshotOf(contract),
    wanted: sqlText(model.outcome.name),
    until: cut === null ? '' : until(cut.moment),
  });
}

/** The statement that counts what is wrong with outcomes. */
export function outcomeProblemsStatement(contract: Contract, rows: string): string {
  return renderSql('features/outcome-problems', {
    outcomes: rows,
    id: quoted(contract.idColumn),
    as_of: snapshotOf(contract),
  });
}

async function problemsOf(
  contract: Contract,
  engine: QueryEngine,
  { file, key, name, rows, brokenRows }: OutcomeFile,
): Promise<string[]> {
  const [problems] = await engine.rows(outcomeProblemsStatement(contract, name));
  const unreadable = Number(problems?.['unreadable_count']) + brokenRows;
  const first = problems?.['unreadable_row'];
  const found = `${countWords(unreadable)} of ${countWords(rows)} rows of ${file} cannot be read${
    first === null || first === undefined ? '' : ` (first: row ${countWords(Number(first))})`
  }`;
  if (unreadable > rows * contract.maxQuarantineShare)
    throw new InputError(
      `Expected at most ${shareWords(contract.maxQuarantineShare)} of the outcomes to be broken, found that ${found}; correct them: ${key}, outcome and value are needed, known_at is a timestamp`,
    );
  const strangers = Number(problems?.['stranger_count']);
  const early = Number(problems?.['early_count']);
  return [
    ...(unreadable > 0 ? [found] : []),
    ...(strangers > 0 ? [`${countWords(strangers)} rows of ${file} belong to no customer of the table`] : []),
    ...(early > 0
      ? [`${countWords(early)} rows of ${file} were known before their customer's snapshot, and are left out`]
      : []),
  ];
}

function snapshotOf({ asOfColumn }: Contract): string {
  return asOfColumn === null
    ? 'cast(null as timestamp(6))'
    : `cast(curated.${quoted(asOfColumn)} as timestamp(6))`;
}
