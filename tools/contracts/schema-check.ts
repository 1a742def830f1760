import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A JSON file's content. */
export function readJson(path: string): object {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (value === null || typeof value !== 'object')
    throw new TypeError(`Expected a JSON Schema in ${path}, found none`);
  return value;
}

/** Compiles a JSON Schema (draft 2019-09) into a function that lists what is wrong with a YAML text. */
export function schemaCheck(schema: object): (yaml: string) => string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (yaml) => {
    let document: unknown;
    try {
      document = parse(yaml);
    } catch (cause) {
      return [`Expected YAML, found: ${cause instanceof Error ? cause.message : String(cause)}`];
    }
    if (validate(document)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `Expected ODCS at ${instancePath || '/'}: it ${message ?? 'is wrong'} ${JSON.stringify(params)}`,
    );
  };
}
