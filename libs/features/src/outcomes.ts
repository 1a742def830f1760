import { InputError, renderSql, type RawColumn, type RunContext } from '@engage/run';
import {
  columnStages,
  columnOf,
  quoted,
  sqlText,
  type Column,
  type Contract,
  type Model,
  type Outcome,
} from '@engage/schema';
import { aliased, anyBroken } from './prepare-statements.ts';
import { checkHeaders } from './check-headers.ts';
import { momentLiteral, rawTypeOf, wantedColumns } from './raw-plan.ts';
import type { PrepareOptions } from './types.ts';
import { countWords, shareWords } from './words.ts';

/** A model whose outcome comes apart. */
type LaterModel = Model & { readonly outcome: Outcome };

/** Makes the outcomes of every model that has them apart readable as `outcomes_<i>`, i counted among the models. */
export async function readOutcomes(run: RunContext, options: PrepareOptions): Promise<string[]> {
  const notes: string[] = [];
  const seen = new Map<string, string>();
  for (const [i, model] of run.contract.models.entries()) {
    if (!hasOutcome(model)) continue;
    const { file, key } = model.outcome;
    const place = `${file}\n${key}`;
    const rows = seen.get(place) ?? `outcome_rows_${seen.size}`;
    if (!seen.has(place)) notes.push(...(await readFile(run, options, model, rows)));
    seen.set(place, rows);
    await options.engine.stage(`outcomes_${i}`, outcomesStatement(model, rows, run.request.config.asOf));
    const [found] = await options.engine.rows(`select count(*) as n from outcomes_${i}`);
    if (Number(found?.['n']) === 0)
      throw new InputError(
        `Expected outcomes named "${model.outcome.name}" for model ${model.name} in ${file}, found none; give the file that has them`,
      );
  }
  return notes;
}

export function hasOutcome(model: Model): model is LaterModel {
  return model.outcome !== null;
}

/** The statement that keeps one value a customer of one outcome, as known when the data were cut. */
export function outcomesStatement(model: LaterModel, rows: string, asOf: string | null): string {
  return renderSql('features/outcomes', {
    outcomes: rows,
    wanted: sqlText(model.outcome.name),
    until: asOf === null ? '' : ` and (known_at is null or known_at <= ${momentLiteral(asOf)})`,
  });
}

/** The columns of an outcome file; its key has the type of the table's id. */
export function outcomeColumns(contract: Contract, key: string): Column[] {
  const id = columnOf(contract, contract.idColumn);
  return [
    { ...plainColumn(key), type: id.type, required: true },
    { ...plainColumn('outcome'), type: 'string', required: true },
    { ...plainColumn('value'), type: 'number', required: true },
    { ...plainColumn('known_at'), type: 'timestamp' },
  ];
}

/** The statement that makes a raw outcome file typed, with a mark on what cannot be used. */
export function outcomeRowsStatement(
  contract: Contract,
  key: string,
  name: string,
  raw: readonly RawColumn[],
): string {
  const plans = outcomeColumns(contract, key).map((column) => ({
    name: column.name,
    ...columnStages(column, rawTypeOf(raw, column.name), contract.dialect),
  }));
  const [id, outcome, value, knownAt] = plans.map((plan) => quoted(plan.name));
  return renderSql('features/outcome-rows', {
    raw: name,
    given: aliased(plans.map((plan) => [plan.given, plan.givenName])),
    typed: aliased(plans.map((plan) => [plan.typed, plan.name])),
    id: id!,
    name: outcome!,
    value: value!,
    known_at: knownAt!,
    unreadable: anyBroken(plans.flatMap((plan) => plan.checks)),
  });
}

async function readFile(
  run: RunContext,
  { engine, outcomesFolder }: PrepareOptions,
  model: LaterModel,
  name: string,
): Promise<string[]> {
  const { contract } = run;
  const { file, key } = model.outcome;
  const columns = outcomeColumns(contract, key);
  const location = `${outcomesFolder.replace(/\/+$/, '')}/${file}`;
  const files = await engine.inspectRaw(location, contract.dialect).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`Model ${model.name} needs its outcomes. ${error.message}`, { cause: error });
  });
  const { notes } = checkHeaders(files, columns, contract.dialect);
  const raw = await engine.openRaw(`${name}_raw`, files, wantedColumns(columns, []), contract.dialect);
  await engine.stage(name, outcomeRowsStatement(contract, key, `${name}_raw`, raw.columns));
  const [problems] = await engine.rows(outcomeProblemsStatement(contract, name));
  const unreadable = Number(problems?.['unreadable_count']) + raw.brokenRows;
  const first = problems?.['unreadable_row'];
  const found = `${countWords(unreadable)} of ${countWords(raw.rows)} rows of ${file} cannot be read${
    first === null || first === undefined ? '' : ` (first: row ${countWords(Number(first))})`
  }`;
  if (unreadable > raw.rows * contract.maxQuarantineShare)
    throw new InputError(
      `Expected at most ${shareWords(contract.maxQuarantineShare)} of the outcomes to be broken, found that ${found}; correct them: ${key}, outcome and value are needed, known_at is a timestamp`,
    );
  const strangers = Number(problems?.['stranger_count']);
  return [
    ...notes,
    ...raw.notes,
    ...(unreadable > 0 ? [found] : []),
    ...(strangers > 0 ? [`${countWords(strangers)} rows of ${file} belong to no customer of the table`] : []),
  ];
}

/** The statement that counts what is wrong with outcomes. */
export function outcomeProblemsStatement(contract: Contract, rows: string): string {
  return renderSql('features/outcome-problems', { outcomes: rows, id: quoted(contract.idColumn) });
}

function plainColumn(name: string): Column {
  return {
    name,
    type: 'string',
    required: false,
    unique: false,
    description: '',
    unit: null,
    roles: [],
    exclusionReason: null,
    minimum: null,
    maximum: null,
    values: null,
    pattern: null,
    maxLength: null,
    examples: [],
    theme: null,
    actionable: false,
  };
}
