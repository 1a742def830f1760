import { z } from 'zod';

const text = z.string().min(1);
/** ODCS fields that inform people or other tools and change nothing here. */
const informative = z.unknown().optional();

/** A list of `{property, value}`: where ODCS puts what it has no field for. */
export const customPropertiesShape = z.array(
  z.strictObject({
    property: text,
    value: z.unknown(),
    id: informative,
    description: informative,
    vendor: informative,
  }),
);

/**
 * Every constraint that is stated is enforced; one that Engage cannot enforce is refused, since a reader of the
 * contract would rely on it.
 */
export const logicalTypeOptionsShape = z.strictObject({
  minimum: z.union([z.number(), text]).optional(),
  maximum: z.union([z.number(), text]).optional(),
  pattern: text.optional(),
  maxLength: z.int().min(1).optional(),
  timezone: z.boolean().optional(),
  defaultTimezone: z.enum(['Etc/UTC', 'UTC']).optional(),
});

export const qualityShape = z.array(
  z.strictObject({
    type: z.enum(['sql', 'text']),
    name: text,
    description: text,
    query: text.optional(),
    mustBe: z.literal(0).optional(),
    dimension: informative,
    severity: informative,
    businessImpact: informative,
    unit: informative,
    id: informative,
    tags: informative,
  }),
);

const element = {
  id: informative,
  name: text,
  physicalType: text.optional(),
  description: text.optional(),
  businessName: informative,
  deprecated: informative,
  synonyms: informative,
  authoritativeDefinitions: informative,
  tags: informative,
  customProperties: customPropertiesShape.optional(),
};

/** One column: ODCS's `SchemaProperty`. */
export const propertyShape = z.strictObject({
  ...element,
  businessName: text.optional(),
  logicalType: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'timestamp']),
  logicalTypeOptions: logicalTypeOptionsShape.optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  primaryKey: z.boolean().optional(),
  primaryKeyPosition: z.int().optional(),
  partitioned: z.boolean().optional(),
  partitionKeyPosition: z.int().optional(),
  classification: informative,
  criticalDataElement: informative,
  semanticType: z.literal('column').optional(),
  examples: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  enum: z
    .array(
      z.strictObject({
        value: z.union([z.string(), z.number()]),
        id: informative,
        label: informative,
        description: informative,
        tags: informative,
      }),
    )
    .min(1)
    .optional(),
});

/** The table: ODCS's `SchemaObject`. */
export const tableShape = z.strictObject({
  ...element,
  logicalType: z.literal('object').optional(),
  physicalName: text.optional(),
  dataGranularityDescription: informative,
  context: informative,
  quality: qualityShape.optional(),
  properties: z.array(z.unknown()).min(2).max(2000),
});

/** The document's root. */
export const rootShape = z.strictObject({
  apiVersion: z.literal('v3.2.0'),
  kind: z.literal('DataContract'),
  id: text,
  version: text,
  name: text.optional(),
  status: informative,
  tenant: informative,
  tags: informative,
  domain: informative,
  dataProduct: informative,
  servers: informative,
  context: informative,
  support: informative,
  price: informative,
  team: informative,
  roles: informative,
  slaProperties: informative,
  authoritativeDefinitions: informative,
  contractCreatedTs: informative,
  customProperties: informative,
  description: z
    .strictObject({
      purpose: text.optional(),
      usage: informative,
      limitations: informative,
      authoritativeDefinitions: informative,
      customProperties: informative,
    })
    .optional(),
  schema: z.array(z.unknown()).length(1),
});

export type PropertyShape = z.infer<typeof propertyShape>;
export type TableShape = z.infer<typeof tableShape>;
