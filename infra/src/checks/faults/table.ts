import type { Fault } from './fault.ts';

const KINDS: readonly Fault['kind'][] = ['security', 'cost', 'correctness'];
const FINDER: Readonly<Record<Fault['by'], string>> = {
  rules: 'our rule',
  terraform: 'Terraform',
  checkov: 'checkov',
};

/** The faults and what finds each, as Markdown. */
export function faultTable(faults: readonly Fault[]): string {
  const counted = (by: Fault['by']): number => faults.filter((its) => its.by === by).length;
  const rows = faults.map(
    ({ name, kind, stack = 'engage-dev', by, found }) =>
      `| ${name} | ${kind} | ${stack} | ${FINDER[by]} \`${found}\` |`,
  );
  const kinds = KINDS.map((kind) => `${faults.filter((its) => its.kind === kind).length} of ${kind}`);
  return [
    `${faults.length} faults (${kinds.join(', ')}): ${counted('rules')} are found by rules of ours, ${counted('terraform')} by Terraform with the real provider, ${counted('checkov')} by checkov alone.`,
    '',
    '| fault | kind | in | found by |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
