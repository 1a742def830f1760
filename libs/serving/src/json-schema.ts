/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonSchema;
/** A JSON Schema (2020-12, which OpenAPI 3.1 uses), or any JSON object. */
export type JsonSchema = { readonly [key: string]: Json };

/** An object schema that knows its members alone. */
export function objectSchema(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** A reference to a schema of the same document. */
export function refTo(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
