import { InputError, renderSql, type RawColumn, type RunContext } from '@engage/run';
import {
  columnOf,
  columnStages,
  type Column,
  type Contract,
  type Model,
  type Outcome,
  quoted,
} from '@engage/schema';
import { checkHeaders } from './check-headers.ts';
import { aliased, anyBroken } from './prepare-statements.ts';
import { rawTypeOf, wantedColumns } from './raw-plan.ts';
import type { PrepareOptions } from './types.ts';

/** A model whose outcome comes apart. */
export type LaterModel = Model & { readonly outcome: Outcome };

/** An outcome file that is readable: its rows are staged, typed. */
export interface OutcomeFile {
  readonly file: string;
  readonly key: string;
  /** Name under which its rows are staged. */
  readonly name: string;
  readonly rows: number;
  /** Rows of which no columns could be made. */
  readonly brokenRows: number;
  readonly notes: readonly string[];
}

export function hasOutcome(model: Model): model is LaterModel {
  return model.outcome !== null;
}

/**
 * Makes every outcome file that the contract's models name readable, once for all models that share it.
 *
 * @throws InputError when a file is missing or has other columns
 */
export async function openOutcomes(run: RunContext, options: PrepareOptions): Promise<OutcomeFile[]> {
  const files: OutcomeFile[] = [];
  for (const model of run.contract.models)
    if (hasOutcome(model) && !fileOf(model, files))
      files.push(await openFile(run, options, model, `outcome_rows_${files.length}`));
  return files;
}

/** The file that has a model's outcomes. */
export function fileOf({ outcome }: LaterModel, files: readonly OutcomeFile[]): OutcomeFile | undefined {
  return files.find(({ file, key }) => file === outcome.file && key === outcome.key);
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

async function openFile(
  { contract }: RunContext,
  { engine, outcomesFolder }: PrepareOptions,
  model: LaterModel,
  name: string,
): Promise<OutcomeFile> {
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
  const { rows, brokenRows } = raw;
  return { file, key, name, rows, brokenRows, notes: [...notes, ...raw.notes] };
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
