import { InputError } from '@engage/run';
import type { ApiRequest } from '@engage/serving';
import { z } from 'zod';

/** What is used of an event of API Gateway's HTTP API, payload format 2.0 (and of a function URL, which is the same). */
const eventSchema = z.object({
  version: z.literal('2.0'),
  /** With the stage before it, unless that is $default. */
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    stage: z.string().default('$default'),
    http: z.object({ method: z.string() }),
  }),
});

/**
 * The request that an event brings.
 *
 * @throws InputError when it is no such event
 */
export function requestOf(event: unknown): ApiRequest {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new InputError(
      `Expected an event of API Gateway, payload format 2.0, found another at "${path.join('.')}" (${message})`,
    );
  }
  const { rawPath, headers, body, isBase64Encoded, requestContext } = parsed.data;
  const { stage, http } = requestContext;
  return {
    method: http.method,
    path: rawPath.startsWith(`/${stage}/`) ? rawPath.slice(stage.length + 1) : rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
