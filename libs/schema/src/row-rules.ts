import type { RowRule } from './contract.ts';
import type { ContractDocument, Path } from './contract-document.ts';
import type { TableShape } from './odcs-shape.ts';

/** The one form of query that can be run row by row: the count of rows that break the rule. */
const COUNT_OF_BROKEN = /^\s*select\s+count\(\*\)\s+from\s+\$\{table\}\s+where\s+not\s*\(([\s\S]*)\)\s*$/i;

/** The rules across columns that a table's ODCS `quality` states; entries of type `text` are for people. */
export function rowRulesOf(document: ContractDocument, table: TableShape, path: Path): RowRule[] {
  const rules: RowRule[] = [];
  table.quality?.forEach((rule, i) => {
    const at = [...path, 'quality', i];
    if (rule.type === 'text') return;
    const expression = COUNT_OF_BROKEN.exec(rule.query ?? '')?.[1]?.trim();
    if (expression === undefined)
      document.report(
        [...at, 'query'],
        'of the form: select count(*) from ${table} where not (<rule over the columns>)',
        rule.query,
        'write the rule in that form',
      );
    else if (rule.mustBe !== 0)
      document.report(
        [...at, 'mustBe'],
        '0, since rows that break a rule are quarantined',
        rule.mustBe,
        'add mustBe: 0',
      );
    else if (rules.some((other) => other.name === rule.name))
      document.report([...at, 'name'], 'the name of one rule only', rule.name, 'rename one of the two');
    else rules.push({ name: rule.name, description: rule.description, expression });
  });
  return rules;
}
