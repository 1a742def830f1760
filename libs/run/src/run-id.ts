import { createHash } from 'node:crypto';
import type { RunRequest } from './request.ts';

/**
 * The first 16 hex digits of SHA-256 over what decides a run's outputs: names and hashes of the inputs (outputs
 * name the file of a rejected row), effective configuration, contract and versions. The same work has the same id
 * on any machine, in any folder.
 */
export function runIdOf(request: Omit<RunRequest, 'runId'>): string {
  const inputs = request.inputs.map(({ role, name, sha256 }) => [role, name, sha256]).sort();
  const identity = canonicalJson({
    inputs,
    config: request.config,
    versions: request.versions,
    contract: request.contract,
  });
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

/** JSON with the keys of every object sorted, so that equal values give equal text; indented by two when pretty. */
export function canonicalJson(value: unknown, pretty = false): string {
  return JSON.stringify(sorted(value), null, pretty ? 2 : undefined);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}
