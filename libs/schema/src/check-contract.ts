import { checkColumns } from './check-columns.ts';
import { checkModels } from './check-models.ts';
import { checkSettings } from './check-settings.ts';
import type { Contract } from './contract.ts';
import type { ContractDocument, Path } from './contract-document.ts';
import type { TableShape } from './odcs-shape.ts';
import type { ParsedColumn } from './parse-column.ts';

/** A contract whose parts are well formed, with the way back to its lines. */
export interface Draft {
  readonly document: ContractDocument;
  readonly contract: Contract;
  readonly table: TableShape;
  readonly columns: readonly ParsedColumn[];
  readonly byName: ReadonlyMap<string, ParsedColumn>;
  /** The path of the value of one of the table's own properties ("models"). */
  extension(name: string): Path;
}

/** Reports what does not fit together: names, roles, targets, parts, settings. */
export function checkContract(
  document: ContractDocument,
  contract: Contract,
  columns: readonly ParsedColumn[],
  table: TableShape,
): void {
  const byName = new Map(columns.map((parsed) => [parsed.column.name, parsed]));
  const extension = (name: string): Path => {
    const index = (table.customProperties ?? []).findIndex(({ property }) => property === name);
    return index < 0 ? ['schema', 0] : ['schema', 0, 'customProperties', index, 'value'];
  };
  const draft: Draft = { document, contract, table, columns, byName, extension };
  checkColumns(draft);
  checkModels(draft);
  checkSettings(draft);
}
