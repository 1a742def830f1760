import { targetBounds } from '@engage/schema';
import {
  DEFAULT_REASONS,
  MAX_ISSUES,
  MAX_REASONS,
  type RequestReader,
  type ServingModel,
  type ServingModels,
} from '@engage/scoring';
import { customerSchema, exampleCustomer, requiredColumns } from './customer-schema.ts';
import { objectSchema, refTo, type Json, type JsonSchema } from './json-schema.ts';
import type { Limits } from './limits.ts';
import { METRICS_TYPE } from './metrics.ts';
import { PROBLEMS, problemType, type ProblemName } from './problem.ts';

/** The limits that the document tells. */
export type DocumentedLimits = Pick<Limits, 'maxRows' | 'maxBodyBytes'>;

/**
 * The API as an OpenAPI 3.1 document, made from the contract and the models: what it calls valid is what is accepted.
 *
 * @param options `hasMetrics`: whether `/metrics` answers
 */
export function openApiDocument(
  models: ServingModels,
  reader: RequestReader,
  limits: DocumentedLimits,
  { hasMetrics }: { readonly hasMetrics: boolean },
): JsonSchema {
  const { contract, runId, version } = models;
  return {
    openapi: '3.1.1',
    info: {
      title: `Scores of ${contract.name}`,
      version: contract.version,
      description: `Predictions and reasons of ${names(models).join(', ')}, by the models of run ${runId} (model version ${version}).`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: {
      '/v1/score': { post: scoreOperation(reader, limits) },
      '/v1/openapi.json': {
        get: getOperation('getOpenApi', 'This document', 'application/json', { type: 'object' }),
      },
      '/healthz': {
        get: getOperation('getHealth', 'Whether the process lives', 'application/json', refTo('Status')),
      },
      '/readyz': {
        get: {
          ...getOperation(
            'getReadiness',
            'Whether requests are taken',
            'application/json',
            refTo('Readiness'),
          ),
        },
      },
      ...(hasMetrics && {
        '/metrics': {
          get: getOperation('getMetrics', 'Metrics in Prometheus’ text format', METRICS_TYPE, {
            type: 'string',
          }),
        },
      }),
    },
    components: {
      schemas: {
        Customer: customerSchema(models, reader),
        ScoreRequest: scoreRequestSchema(models, reader, limits.maxRows),
        ScoreResponse: scoreResponseSchema(models),
        Reason: reasonSchema(),
        Problem: problemSchema(),
        Status: objectSchema({ status: { const: 'ok' } }),
        Readiness: objectSchema({
          status: { const: 'ready' },
          runId: { type: 'string' },
          modelVersion: { type: 'string' },
        }),
      },
    },
  };
}

function names({ models }: ServingModels): string[] {
  return models.map(({ model }) => model.name);
}

function scoreOperation(reader: RequestReader, { maxBodyBytes }: DocumentedLimits): JsonSchema {
  return {
    operationId: 'score',
    summary: 'Scores one or many customers',
    requestBody: {
      required: true,
      description: `At most ${maxBodyBytes} bytes, however many customers they are.`,
      content: {
        'application/json': {
          schema: refTo('ScoreRequest'),
          example: { customers: [exampleCustomer(reader)], reasons: DEFAULT_REASONS },
        },
      },
    },
    responses: {
      '200': {
        description: 'Predictions in the order of the customers',
        content: { 'application/json': { schema: refTo('ScoreResponse') } },
      },
      ...problemResponses(
        ...ANY_REQUEST,
        'too-many-bytes',
        'unsupported-media-type',
        'too-many-requests',
        'internal-error',
        'overloaded',
      ),
    },
  };
}

function getOperation(operationId: string, summary: string, type: string, schema: JsonSchema): JsonSchema {
  return {
    operationId,
    summary,
    responses: {
      '200': { description: summary, content: { [type]: { schema } } },
      ...problemResponses(...ANY_REQUEST, 'internal-error', 'draining'),
    },
  };
}

/** The answers that any request may get, wherever it goes. */
const ANY_REQUEST = [
  'malformed-request',
  'method-not-allowed',
  'request-timeout',
  'expectation-failed',
  'headers-too-large',
] as const satisfies readonly ProblemName[];

const RETRY = {
  'Retry-After': { description: 'Seconds to wait', required: true, schema: { type: 'integer', minimum: 1 } },
};

function problemResponses(...wanted: readonly ProblemName[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    wanted.map((name) => {
      const { status } = PROBLEMS[name];
      const titles = Object.values(PROBLEMS).filter((problem) => problem.status === status);
      const response = {
        description: titles.map(({ title }) => title).join('; '),
        ...((status === 429 || status === 503) && { headers: RETRY }),
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      };
      return [String(status), response];
    }),
  );
}

/** A model's features are required where the model is asked for; without `models` all are. */
function scoreRequestSchema(models: ServingModels, reader: RequestReader, maxRows: number): JsonSchema {
  const properties = {
    customers: { type: 'array', items: refTo('Customer'), minItems: 1, maxItems: maxRows },
    models: {
      type: 'array',
      items: { enum: names(models) },
      minItems: 1,
      uniqueItems: true,
      description: 'The models to ask; all of them by default.',
    },
    reasons: {
      type: 'integer',
      minimum: 0,
      maximum: MAX_REASONS,
      default: DEFAULT_REASONS,
      description: 'Reasons of each model that every customer gets.',
    },
  };
  return {
    ...objectSchema(properties, ['customers']),
    allOf: models.models.map(({ model }) => ({
      if: { properties: { models: { contains: { const: model.name } } } },
      then: {
        properties: { customers: { items: { required: requiredColumns(reader, model.features) } } },
      },
    })),
  };
}

function scoreResponseSchema(models: ServingModels): JsonSchema {
  const id = models.contract.columns.find(({ name }) => name === models.contract.idColumn);
  const predictions = Object.fromEntries(
    models.models.map((serving) => [serving.model.name, predictionSchema(models, serving)]),
  );
  const customer = objectSchema(
    {
      id: { type: id?.type === 'integer' ? 'integer' : 'string', description: 'As given' },
      predictions: { ...objectSchema(predictions, []), minProperties: 1 },
    },
    ['predictions'],
  );
  return objectSchema({
    runId: { type: 'string', description: 'The run that the models come from' },
    modelVersion: { type: 'string', description: 'As model_version of the run’s results' },
    customers: { type: 'array', items: customer, minItems: 1 },
  });
}

function predictionSchema({ contract }: ServingModels, { model, intervals }: ServingModel): JsonSchema {
  const { low, high } = targetBounds(contract, model);
  const value: Record<string, Json> = {
    type: 'number',
    ...(Number.isFinite(low) && { minimum: low }),
    ...(Number.isFinite(high) && { maximum: high }),
  };
  const unit = model.unit === null ? '' : `; unit: ${model.unit}`;
  const prediction = { ...value, description: `Calibrated${unit}` };
  const interval = {
    ...(intervals.method === 'none' ? { type: 'null' } : objectSchema({ low: value, high: value })),
    description: INTERVAL_WORDS[intervals.method](intervals.coverage),
  };
  const flagged: JsonSchema =
    model.flagThreshold === null
      ? { type: 'null', description: 'The model flags nobody' }
      : { type: 'boolean', description: `Whether the prediction is above ${model.flagThreshold}` };
  return objectSchema(
    {
      prediction,
      interval,
      flagged,
      reasons: {
        type: 'array',
        items: refTo('Reason'),
        maxItems: MAX_REASONS,
        description: 'Strongest first',
      },
    },
    ['prediction', 'interval', 'flagged'],
  );
}

const INTERVAL_WORDS: Readonly<
  Record<ServingModel['intervals']['method'], (coverage: number | null) => string>
> = {
  conformal: (coverage) =>
    `Holds the outcome of ${Math.round(100 * (coverage ?? 0))} % of customers like those the model was calibrated on`,
  'venn-abers': () => 'The calibrated probability if the customer’s label were 0, and if it were 1',
  none: () => 'There were too few rows to learn intervals from',
};

function reasonSchema(): JsonSchema {
  const text = (description: string): JsonSchema => ({ type: 'string', description });
  const known = (description: string): JsonSchema => ({ type: ['string', 'null'], description });
  return objectSchema({
    theme: text('What the features of the reason mean together'),
    feature: text('The feature that speaks for the theme'),
    direction: { enum: ['raises', 'lowers'] },
    contribution: { type: 'number', description: 'Sum of the theme’s SHAP values, on the margin scale' },
    words: text('The reason as a person reads it'),
    actionable: { type: 'boolean', description: 'Whether the company can change it' },
    value: known('The feature’s value as text; null when not known'),
    typical: known('What it is compared with; null when not known'),
    comparedWith: { enum: ['peers', 'everyone'] },
  });
}

/** RFC 9457, with the places where a request breaks the contract. */
function problemSchema(): JsonSchema {
  const types = (Object.keys(PROBLEMS) as ProblemName[]).map(problemType);
  const issue = objectSchema({
    pointer: { type: 'string', description: 'JSON Pointer (RFC 6901) into the request' },
    detail: { type: 'string' },
  });
  return objectSchema(
    {
      type: { enum: types },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      errors: {
        type: 'array',
        items: issue,
        minItems: 1,
        maxItems: MAX_ISSUES,
        description: `Where the request breaks the contract, up to ${MAX_ISSUES} places; the detail says whether there are more`,
      },
    },
    ['type', 'title', 'status', 'detail'],
  );
}
