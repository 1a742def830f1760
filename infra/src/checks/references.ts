import { resourcesOf, type Finding, type Stack } from './stack.ts';

/** `${aws_ecs_cluster.x.arn}` → `aws_ecs_cluster.x`. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(/\b(aws_\w+\.[\w-]+)\.\w/g)].map(([, reference]) => reference!);
}

/** Everything that is referred to is there, and every variable is of use; Terraform says the first of these late, and the second never. */
export function referenceFindings(stack: Stack): Finding[] {
  const names = new Set(resourcesOf(stack).map(({ where }) => where));
  const variables = Object.keys(stack.variable ?? {});
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const { where, text } of textsOf(stack)) {
    for (const [, hole] of text.matchAll(/\$\{([^}]+)\}/g)) {
      for (const reference of referencesIn(hole!))
        if (!names.has(reference))
          findings.push({
            rule: 'known-reference',
            where,
            message: `Expected ${reference} in this stack, found none`,
          });
      for (const [, variable] of hole!.matchAll(/\bvar\.([\w-]+)/g)) {
        used.add(variable!);
        if (!variables.includes(variable!))
          findings.push({
            rule: 'known-variable',
            where,
            message: `Expected a variable that the stack declares (${variables.join(', ') || 'it has none'}), found ${variable}`,
          });
      }
    }
  }
  for (const variable of variables.filter((name) => !used.has(name)))
    findings.push({
      rule: 'used-variable',
      where: `variable.${variable}`,
      message: 'Expected a resource or output that uses it, found none',
    });
  for (const { where, resource } of resourcesOf(stack))
    for (const awaited of [resource['depends_on'] ?? []].flat().map(String))
      if (!names.has(awaited))
        findings.push({
          rule: 'known-reference',
          where,
          message: `Expected ${awaited} in this stack, found none`,
        });
  return findings;
}

/** Every text of resources and outputs, with the one that holds it. */
function textsOf(stack: Stack): { where: string; text: string }[] {
  const outputs = Object.entries(stack.output ?? {}).map(([name, output]) => ({
    where: `output.${name}`,
    text: JSON.stringify(output),
  }));
  return [
    ...resourcesOf(stack).map(({ where, resource }) => ({ where, text: JSON.stringify(resource) })),
    ...outputs,
  ];
}
