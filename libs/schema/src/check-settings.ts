import type { Draft } from './check-contract.ts';
import { checkExpression, reportMissing } from './check-expression.ts';
import type { Path } from './contract-document.ts';

/** Split, file dialect, rules, protected bands, activity, lifetime value, peers and segments. */
export function checkSettings(draft: Draft): void {
  checkSplit(draft);
  checkDialect(draft);
  draft.contract.rules.forEach((rule) => checkExpression(draft, rule.expression, rulePath(draft, rule.name)));
  checkBands(draft);
  checkActivity(draft);
  checkLifetimeValue(draft);
  checkPeers(draft);
  checkSegments(draft);
}

function checkSplit({ document, contract, extension }: Draft): void {
  const { split } = contract;
  const at = extension('split');
  if (split.by === 'hash') {
    const later = split.tune + split.calibrate + split.holdout;
    if (later >= 1)
      document.report(at, 'shares whose sum is below 1, to leave rows to fit', later, 'lower them');
  } else if (split.column !== contract.asOfColumn)
    document.report(
      [...at, 'column'],
      contract.asOfColumn === null
        ? 'a column with the role as_of'
        : `the as_of column "${contract.asOfColumn}"`,
      split.column,
      contract.asOfColumn === null ? 'give the snapshot column that role, or split by: hash' : 'correct it',
    );
}

function checkDialect({ document, contract, extension }: Draft): void {
  const { delimiter, quote, nullTokens } = contract.dialect;
  if (delimiter === quote)
    document.report(extension('dialect'), 'a delimiter that differs from the quote', delimiter, 'correct it');
  nullTokens.forEach((token, i) => {
    if (token !== token.trim())
      document.report(
        [...extension('dialect'), 'nullTokens', i],
        'text without spaces around it',
        token,
        'remove them: values are trimmed before they are compared',
      );
  });
}

function rulePath({ table }: Draft, name: string): Path {
  const index = (table.quality ?? []).findIndex((rule) => rule.name === name);
  return ['schema', 0, 'quality', index, 'query'];
}

function checkBands(draft: Draft): void {
  const { document, contract, byName } = draft;
  const names = new Set<string>();
  contract.protectedBands.forEach((band, i) => {
    const path = [...draft.extension('protectedBands'), i];
    if (names.has(band.name))
      document.report([...path, 'name'], 'named once', band.name, 'rename one of the two');
    names.add(band.name);
    for (const name of checkExpression(draft, band.expression, [...path, 'expression']))
      if (!byName.get(name)?.column.roles.includes('protected'))
        document.report(
          [...path, 'expression'],
          'made of columns whose roles contain protected',
          name,
          'add that role to the column',
        );
  });
}

function checkActivity(draft: Draft): void {
  const names = new Set<string>();
  draft.contract.activity.forEach((fact, i) => {
    const path = [...draft.extension('activity'), i];
    if (names.has(fact.name))
      draft.document.report([...path, 'name'], 'named once', fact.name, 'rename one of the two');
    names.add(fact.name);
    checkExpression(draft, fact.expression, [...path, 'expression']);
  });
}

function checkLifetimeValue({ document, contract, extension }: Draft): void {
  const value = contract.lifetimeValue;
  if (!value) return;
  const path = extension('lifetimeValue');
  const revenue = contract.models.find((model) => model.name === value.revenueModel);
  const churn = contract.models.find((model) => model.name === value.churnModel);
  if (!revenue || revenue.task === 'binary')
    document.report(
      [...path, 'revenueModel'],
      'the name of a tweedie or regression model',
      value.revenueModel,
      'correct it',
    );
  if (churn?.task !== 'binary')
    document.report([...path, 'churnModel'], 'the name of a binary model', value.churnModel, 'correct it');
}

function checkPeers({ document, contract, byName, extension }: Draft): void {
  contract.peerGroup.forEach((name, i) => {
    const at = [...extension('peerGroup'), i];
    const column = byName.get(name)?.column;
    if (!column) reportMissing({ document, byName }, name, at);
    else if (column.type !== 'string' && column.type !== 'boolean')
      document.report(at, 'a column of labels (string or boolean)', column.type, 'choose another column');
  });
}

function checkSegments({ document, contract, extension }: Draft): void {
  contract.segmentBy.forEach((name, i) => {
    if (!contract.models.some((model) => model.name === name))
      document.report([...extension('segmentBy'), i], 'the name of a model', name, 'correct it');
  });
}
