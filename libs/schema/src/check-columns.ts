import { folderNameFault, folderValueFault } from './folder-check.ts';
import type { Draft } from './check-contract.ts';

/** Columns of our own files, which a table's column would overwrite. */
const RESERVED = new Set([
  ...['split', 'segment', 'reason_1', 'reason_2', 'reason_3', 'model_version', 'run_id'],
  ...['source_file', 'source_row', 'reasons', 'part', 'outcome'],
]);

/** Names, the id, the moment of the snapshot, the partitions. */
export function checkColumns(draft: Draft): void {
  checkNames(draft);
  checkId(draft);
  checkAsOf(draft);
  checkPartitions(draft);
}

function checkNames({ document, contract, columns }: Draft): void {
  const own = new Set(RESERVED);
  for (const model of contract.models) own.add(`target_${model.name}`).add(`incumbent_${model.name}`);
  const seen = new Map<string, string>();
  for (const { column, path } of columns) {
    const at = [...path, 'name'];
    // both engines compare names without regard to case, quoted or not
    const key = column.name.toLowerCase();
    if (seen.has(key))
      document.report(
        at,
        `different from the column "${seen.get(key)}" in more than case`,
        column.name,
        'rename one of the two',
      );
    seen.set(key, column.name);
    if (own.has(key))
      document.report(
        at,
        'a name that no column of the outputs has',
        column.name,
        'rename the column in the file and here',
      );
  }
}

function checkId({ document, columns }: Draft): void {
  const ids = columns.filter(({ column }) => column.roles.includes('id'));
  const [id, second] = ids;
  if (!id)
    document.report(
      ['schema', 0, 'properties'],
      'a list with one column whose roles contain id',
      'none',
      'give the column that names a customer the role id',
    );
  if (second)
    document.report(
      second.path,
      'the only column whose roles contain id',
      second.column.name,
      'keep the role on one column',
    );
  for (const { column, path, isPrimaryKey } of columns) {
    const isId = column === id?.column;
    if (isId && column.type !== 'integer' && column.type !== 'string')
      document.report([...path, 'logicalType'], 'integer or string for the id', column.type, 'change it');
    if (isId && !(column.required && column.unique && isPrimaryKey))
      document.report(
        path,
        'required, unique and the primaryKey, since its role is id',
        'less',
        'set all three to true',
      );
    if (!isId && isPrimaryKey)
      document.report(
        [...path, 'primaryKey'],
        'set on the id alone',
        true,
        'remove it, or give this column the role id',
      );
    if (!isId && column.unique)
      document.report([...path, 'unique'], 'set on the id alone, where it is enforced', true, 'remove it');
  }
}

function checkAsOf({ document, columns }: Draft): void {
  const moments = columns.filter(({ column }) => column.roles.includes('as_of'));
  const [, second] = moments;
  if (second)
    document.report(
      second.path,
      'the only column whose roles contain as_of',
      second.column.name,
      'keep the role on one column',
    );
  for (const { column, path } of moments)
    if (!column.required)
      document.report([...path, 'required'], 'true, since its role is as_of', false, 'set it');
}

function checkPartitions({ document, columns }: Draft): void {
  const partitions = columns.filter(({ partitionPosition }) => partitionPosition !== null);
  const positions = new Set(partitions.map(({ partitionPosition }) => partitionPosition));
  for (const { column, path, partitionPosition } of partitions) {
    const at = [...path, 'partitionKeyPosition'];
    if (!partitionPosition || partitionPosition > partitions.length || positions.size !== partitions.length)
      document.report(
        at,
        `a position from 1 to ${partitions.length}, each once`,
        partitionPosition ?? undefined,
        'number the partition columns',
      );
    if (!column.required || column.type !== 'string')
      document.report(
        path,
        'a required string, since folders are named after it',
        column.type,
        'partition by another column',
      );
    const nameFault = folderNameFault(column.name);
    if (nameFault !== null)
      document.report(
        [...path, 'name'],
        nameFault,
        column.name,
        'shorten it, or partition by another column',
      );
    column.values?.forEach((value) => {
      const fault = folderValueFault(value);
      if (fault !== null)
        document.report([...path, 'enum'], fault, value, 'change it, or partition by another column');
    });
  }
}
