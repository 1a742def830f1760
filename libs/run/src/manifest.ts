import type { Figure } from './figure.ts';
import type { RunInput, RunRequest } from './request.ts';
import type { StageMarker } from './stage.ts';

/** `manifest.json`: the single source of every card and report of a finished run. */
export interface Manifest {
  readonly runId: string;
  readonly inputs: readonly RunInput[];
  readonly config: RunRequest['config'];
  readonly versions: RunRequest['versions'];
  readonly contract: { readonly id: string; readonly name: string; readonly version: string };
  readonly stages: readonly StageMarker[];
  /** Every headline figure, in the order of the stages. */
  readonly figures: readonly Figure[];
}

/** Composes a manifest from a run's request and the markers of its stages, in the order they are given. */
export function manifestOf(
  request: RunRequest,
  contract: { readonly id: string; readonly version: string },
  stages: readonly StageMarker[],
): Manifest {
  return {
    runId: request.runId,
    inputs: request.inputs,
    config: request.config,
    versions: request.versions,
    contract: { id: contract.id, name: request.contract.name, version: contract.version },
    stages,
    figures: stages.flatMap((marker) => marker.figures),
  };
}
