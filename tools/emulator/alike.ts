/**
 * Where two JSON values differ; a text of the first that Terraform has to fill in (`${…}`) is any text without a hole in the
 * second.
 *
 * @example alike({ a: '${aws_x.y.arn}', b: 1 }, { a: 'arn:aws:x', b: 2 }) // ['b: expected 1, found 2']
 */
export function alike(expected: unknown, found: unknown, path = ''): string[] {
  if (typeof expected === 'string' && expected.includes('${'))
    return typeof found === 'string' && found !== '' && !found.includes('${')
      ? []
      : [`${path}: expected what Terraform fills in, found ${JSON.stringify(found)}`];
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null)
    return expected === found
      ? []
      : [`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
  const [wanted, given] = [expected as Record<string, unknown>, found as Record<string, unknown>];
  return [...new Set([...Object.keys(wanted), ...Object.keys(given)])].flatMap((key) =>
    alike(wanted[key], given[key], path === '' ? key : `${path}.${key}`),
  );
}
