import type { Draft } from './check-contract.ts';
import { checkExpression, reportMissing } from './check-expression.ts';
import type { Column, Model } from './contract.ts';
import type { Path } from './contract-document.ts';
import { intervalColumns } from './interval-columns.ts';
import { sensitiveWord } from './sensitive-name.ts';

/** Each model by itself, and that no two of them, or a column, claim one name. */
export function checkModels(draft: Draft): void {
  const names = new Set<string>();
  draft.contract.models.forEach((model, i) => {
    const path = [...draft.extension('models'), i];
    if (names.has(model.name))
      draft.document.report(
        [...path, 'name'],
        'the name of one model only',
        model.name,
        'rename one of the two',
      );
    names.add(model.name);
    const targets = checkTarget(draft, model, path);
    checkFeatures(draft, model, targets, path);
    checkIncumbent(draft, model, path);
    checkFlag(draft, model, path);
  });
  checkOutputs(draft);
}

function checkTarget(draft: Draft, model: Model, path: Path): string[] {
  const { document, byName } = draft;
  const at = [...path, 'target'];
  const names = checkExpression(draft, model.target, at, model.outcome ? ['outcome'] : []);
  for (const name of names) {
    const column = byName.get(name)?.column;
    if (column && !column.roles.includes('target'))
      document.report(
        at,
        'made of columns whose roles contain target',
        name,
        'give the column the role target, so that no one takes it for a feature',
      );
  }
  const column = byName.get(model.target)?.column;
  if (column && !suits(model, column))
    document.report(
      at,
      model.task === 'binary' ? 'a boolean column, or a comparison' : `a number for the task ${model.task}`,
      column.type,
      model.task === 'binary' ? `write for example "${column.name} = 1"` : 'choose another column or task',
    );
  return names;
}

function suits(model: Model, column: Column): boolean {
  return model.task === 'binary'
    ? column.type === 'boolean'
    : column.type === 'number' || column.type === 'integer';
}

function checkFeatures(
  { document, byName, contract }: Draft,
  model: Model,
  targets: readonly string[],
  path: Path,
): void {
  const seen = new Set<string>();
  model.features.forEach((name, i) => {
    const at = [...path, 'features', i];
    const column = byName.get(name)?.column;
    if (seen.has(name)) document.report(at, 'named once', name, 'remove the second one');
    seen.add(name);
    if (!column) return reportMissing({ document, byName }, name, at);
    const word = sensitiveWord(name);
    if (word !== null)
      document.report(
        at,
        `no attribute that decisions may not rest on ("${word}")`,
        name,
        'give it the role protected instead: it is then measured, never used; or rename it if it means something else',
      );
    else if (targets.includes(name))
      document.report(
        at,
        `something else than the target of ${model.name}`,
        name,
        'remove it from the features: it would predict itself',
      );
    else if (!column.roles.includes('feature')) {
      const roles = column.roles.join(', ') || 'none';
      const why = column.exclusionReason === null ? '' : `: ${column.exclusionReason}`;
      document.report(
        at,
        'a column whose roles contain feature',
        `"${name}" with the roles ${roles}${why}`,
        'remove it from the features, or change its roles',
      );
    } else if (column.type === 'timestamp' || column.type === 'date')
      document.report(
        at,
        'a number, a boolean or text',
        column.type,
        'leave it out, or store the time since then as a number',
      );
    else if (name === contract.idColumn)
      document.report(at, 'something else than the id', name, 'remove it from the features');
  });
}

function checkIncumbent({ document, byName }: Draft, model: Model, path: Path): void {
  if (model.incumbent === null) return;
  const at = [...path, 'incumbent'];
  const column = byName.get(model.incumbent)?.column;
  if (!column) return reportMissing({ document, byName }, model.incumbent, at);
  if (column.type !== 'number' && column.type !== 'integer')
    document.report(at, 'a number', column.type, 'choose another column');
  if (model.features.includes(column.name))
    document.report(at, 'no feature of its own rival', column.name, 'remove it from the features');
}

function checkFlag({ document }: Draft, model: Model, path: Path): void {
  const hasThreshold = model.flagThreshold !== null;
  if (hasThreshold && model.task !== 'binary')
    document.report(
      [...path, 'flagThreshold'],
      'given for binary models only',
      model.flagThreshold,
      'remove it',
    );
  if (hasThreshold !== (model.flagColumn !== null))
    document.report(
      [...path, hasThreshold ? 'flagThreshold' : 'flagColumn'],
      'given together with its pair',
      model.flagThreshold ?? model.flagColumn,
      hasThreshold ? 'add flagColumn, the name of the flag in the results' : 'add flagThreshold',
    );
}

/** Columns that the results will have must not be there already. */
function checkOutputs({ document, contract, columns, extension }: Draft): void {
  const taken = new Set(columns.map(({ column }) => column.name.toLowerCase()));
  for (const name of ['split', 'segment', 'reason_1', 'reason_2', 'reason_3', 'model_version', 'run_id'])
    taken.add(name);
  const outputs: [string | null, Path][] = contract.models.flatMap((model, i) => [
    ...[model.predictionColumn, ...intervalColumns(model)].map((name): [string, Path] => [
      name,
      [...extension('models'), i, 'predictionColumn'],
    ]),
    [model.flagColumn, [...extension('models'), i, 'flagColumn']],
  ]);
  if (contract.lifetimeValue)
    outputs.push([
      contract.lifetimeValue.predictionColumn,
      [...extension('lifetimeValue'), 'predictionColumn'],
    ]);
  for (const [name, at] of outputs) {
    if (name === null) continue;
    if (taken.has(name))
      document.report(at, 'a name that the results do not have yet', name, 'choose another name');
    taken.add(name);
  }
}
