import { checkContract } from './check-contract.ts';
import type { Contract, Model } from './contract.ts';
import { ContractDocument } from './contract-document.ts';
import { tableExtensions } from './extension-shape.ts';
import { rootShape, tableShape } from './odcs-shape.ts';
import { parseColumn, type ParsedColumn } from './parse-column.ts';
import { readExtensions } from './read-extensions.ts';
import { rowRulesOf } from './row-rules.ts';

const TABLE_PATH = ['schema', 0];
const DEFAULT_DIALECT = { delimiter: ',', quote: '"', nullTokens: [''], encoding: 'utf-8' } as const;
const DEFAULT_SPLIT = { by: 'hash', tune: 0.1, calibrate: 0.1, holdout: 0.1 } as const;
const DEFAULT_MAX_QUARANTINE_SHARE = 0.05;

/**
 * Reads an ODCS v3.2.0 contract and checks that everything in it fits together.
 *
 * @param text the YAML
 * @param fileName for messages
 * @throws ContractError naming the file, the line, the field, what was expected and found, and what to do
 * @example parseContract(await readFile('contracts/customers.odcs.yaml', 'utf8'), 'customers.odcs.yaml').idColumn
 */
export function parseContract(text: string, fileName: string): Contract {
  const document = new ContractDocument(text, fileName);
  const root = document.read(rootShape, document.root, []);
  const table = root && document.read(tableShape, root.schema[0], TABLE_PATH);
  if (!table) throw document.refusal();

  const parsed = table.properties.map((value, i) =>
    parseColumn(document, value, [...TABLE_PATH, 'properties', i]),
  );
  const extra = readExtensions(document, table.customProperties, tableExtensions, TABLE_PATH);
  const rules = rowRulesOf(document, table, TABLE_PATH);
  if (!extra.models && document.isSound)
    document.report(
      [...TABLE_PATH, 'customProperties'],
      'given models, to say what is predicted',
      undefined,
      'add the property models',
    );
  document.refuse();

  const columns = parsed.filter((column): column is ParsedColumn => column !== null);
  const models: Model[] = (extra.models ?? []).map((model) => ({
    ...model,
    outcome: model.outcome ?? null,
    horizonDays: model.horizonDays ?? null,
    incumbent: model.incumbent ?? null,
    flagThreshold: model.flagThreshold ?? null,
    flagColumn: model.flagColumn ?? null,
    truth: model.truth ?? null,
    unit: model.unit ?? null,
    params: model.params ?? {},
  }));
  const contract: Contract = {
    id: root.id,
    version: root.version,
    name: root.name ?? table.name,
    description: table.description ?? root.description?.purpose ?? '',
    table: table.physicalName ?? table.name,
    columns: columns.map(({ column }) => column),
    idColumn: columns.find(({ column }) => column.roles.includes('id'))?.column.name ?? '',
    asOfColumn: columns.find(({ column }) => column.roles.includes('as_of'))?.column.name ?? null,
    asOf: extra.asOf ?? null,
    partitionBy: columns
      .filter(({ partitionPosition }) => partitionPosition !== null)
      .sort((a, b) => (a.partitionPosition ?? 0) - (b.partitionPosition ?? 0))
      .map(({ column }) => column.name),
    models,
    split: extra.split ?? DEFAULT_SPLIT,
    dialect: extra.dialect ?? DEFAULT_DIALECT,
    rules,
    maxQuarantineShare: extra.maxQuarantineShare ?? DEFAULT_MAX_QUARANTINE_SHARE,
    protectedBands: extra.protectedBands ?? [],
    activity: extra.activity ?? [],
    lifetimeValue: extra.lifetimeValue ?? null,
    peerGroup: extra.peerGroup ?? [],
    segmentBy: extra.segmentBy ?? models.slice(0, 1).map((model) => model.name),
    source: text,
  };
  checkContract(document, contract, columns, table);
  document.refuse();
  return contract;
}
