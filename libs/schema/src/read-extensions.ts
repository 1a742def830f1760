import type { z } from 'zod';
import type { ContractDocument, Path } from './contract-document.ts';
import { oneOf } from './describe-issue.ts';

type Shapes = Readonly<Record<string, z.ZodType>>;
type Values<Known extends Shapes> = { -readonly [Name in keyof Known]?: z.infer<Known[Name]> };

/** The `customProperties` of an element as a map, each read by its shape; unknown and doubled names are reported. */
export function readExtensions<Known extends Shapes>(
  document: ContractDocument,
  entries: readonly { property: string; value: unknown }[] | undefined,
  known: Known,
  path: Path,
): Values<Known> {
  const values: Record<string, unknown> = {};
  const seen = new Set<string>();
  entries?.forEach(({ property, value }, i) => {
    const at = [...path, 'customProperties', i];
    const shape = Object.hasOwn(known, property) ? known[property] : undefined;
    if (!shape) {
      document.report(
        [...at, 'property'],
        oneOf(Object.keys(known)),
        property,
        'remove it, or check its spelling (docs/guides/contract.md lists the properties)',
      );
    } else if (seen.has(property)) {
      document.report([...at, 'property'], 'given once', property, 'keep one of the two');
    } else {
      seen.add(property);
      values[property] = document.read(shape, value, [...at, 'value']);
    }
  });
  return values as Values<Known>;
}
